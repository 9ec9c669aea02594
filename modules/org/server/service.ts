import type { Service } from '#platform/contract/route.ts'
import { addDays, localDate } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { orgErrors, type orgContract, type UnitFound } from '../contract.ts'
import { nationScope } from '../define.ts'
import {
  canonicalCode,
  homeOf,
  readQuery,
  resolveCode,
  scopeRange,
  scopesAbove,
  type ScopeRange,
  type UnitSpan,
} from '../rules.ts'
import { type ChangeDeps, changeUnit } from './changes.ts'
import * as queries from './queries.ts'
import * as changes from './queries/changes.ts'

const fail = failures(orgErrors)

/** The routes of the division tree; units are not sensitive, so reads are not audited one by one. */
export const orgService = (deps: ChangeDeps): Service<typeof orgContract, Ctx> => ({
  findUnits: async ({ tx }, { query }) => {
    const range = await rangeOf(tx, query.within)
    const search = { range, level: query.level ?? null, after: readCursor(query.cursor), limit: query.limit + 1 }
    const typed = query.q ? readQuery(query.q) : null
    if (typed?.by === 'nothing') throw tooShort()
    const found = typed
      ? await queries.searchUnits(tx, { ...search, query: typed })
      : await queries.listUnits(tx, search)
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return {
      units: await withNamesAbove(tx, page),
      next: last && found.length > page.length ? writeCursor(last) : null,
    }
  },

  unit: async ({ tx, now }, { params, query }) => {
    const span = await spanOf(tx, params.code, query.on ?? null, localDate(now))
    const [row] = await queries.unitsById(tx, [span.unitId])
    if (!row) throw fail('org.unitUnknown', { code: params.code })
    // A unit that ended is shown with the parents of its last day.
    const day = query.on ?? (span.validTo === null ? localDate(now) : addDays(span.validTo, -1))
    const history = await queries.spansOfUnit(tx, span.unitId)
    const predecessors = await queries.predecessorsOf(tx, span.unitId)
    const successors = await queries.successorsOf(tx, span.unitId)
    return {
      ...span,
      level: row.level,
      kind: row.kind,
      home: homeOf(row),
      above: await queries.chainAt(tx, span.parentId, day),
      history,
      predecessors,
      successors,
    }
  },

  children: async ({ tx }, { params }) => {
    const parent = await queries.livingUnit(tx, canonicalCode(params.code))
    if (!parent) throw fail('org.unitUnknown', { code: params.code })
    return { units: await queries.childrenOf(tx, parent.id) }
  },

  changeUnit: async (ctx, { params, body }) => {
    const { what, on, to = '', name = '', newCode = '', source } = body
    const place = await queries.livingUnit(ctx.tx, canonicalCode(params.code))
    const holds = await changes.holdsOf(ctx.tx, place?.scope ?? '', localDate(ctx.now))
    const cells = { date: on, change: what, code: params.code, to, name, newcode: newCode, source }
    const { ended } = body.rehearse
      ? await changes.rehearse(ctx.tx, () => changeUnit(deps, { ...ctx, audit: () => undefined }, cells))
      : await changeUnit(deps, ctx, cells)
    return { holds, ended: ended.map((unit) => ({ ...unit, posts: [...unit.posts] })) }
  },
})

/** The unit a code meant on a day (`YYYY-MM-DD`, Asia/Shanghai); fails with `org.unitUnknown` or `org.unitNotThen`. For the other rooms. */
export const unitByCode = async (tx: Tx, code: string, on: string): Promise<queries.UnitRow> => {
  return rowOf(tx, await spanOf(tx, code, on, on))
}

/** The unit a code means today, or the one that bore it last: what was counted for a unit that ended is still asked for by its code. */
export const unitOnceOf = async (tx: Tx, code: string, today: string): Promise<queries.UnitRow> => {
  return rowOf(tx, await spanOf(tx, code, null, today))
}

const rowOf = async (tx: Tx, { unitId, code }: UnitSpan): Promise<queries.UnitRow> => {
  const [row] = await queries.unitsById(tx, [unitId])
  if (!row) throw fail('org.unitUnknown', { code })
  return row
}

// Without a day a unit that ended is still shown, as it last was; with one the code must have been in use.
const spanOf = async (tx: Tx, code: string, on: string | null, today: string): Promise<UnitSpan> => {
  const canonical = canonicalCode(code)
  const resolution = resolveCode(await queries.spansOfCode(tx, canonical), canonical, on ?? today)
  if (resolution.ok) return resolution.span
  if (resolution.reason === 'unknown') throw fail('org.unitUnknown', { code })
  if (resolution.reason === 'ended' && on === null) return resolution.last
  throw fail('org.unitNotThen', { code, date: on ?? today })
}

const rangeOf = async (tx: Tx, within: string | undefined): Promise<ScopeRange> => {
  if (within === undefined) return scopeRange(nationScope)
  const unit = await queries.livingUnit(tx, canonicalCode(within))
  if (!unit) throw fail('org.unitUnknown', { code: within })
  return scopeRange(unit.scope)
}

const withNamesAbove = async (tx: Tx, found: readonly queries.FoundRow[]): Promise<UnitFound[]> => {
  const scopes = new Set(found.flatMap((unit) => scopesAbove(unit.scope)).filter((scope) => scope !== nationScope))
  const above = new Map((await queries.unitsByScope(tx, [...scopes])).map((unit) => [unit.scope, unit]))
  return found.map((unit) => ({ ...unit, above: scopesAbove(unit.scope).flatMap((scope) => above.get(scope) ?? []) }))
}

const writeCursor = ({ rank, step, scope }: queries.Place): string =>
  Buffer.from(JSON.stringify([rank, step, scope])).toString('base64url')

const readCursor = (cursor: string | undefined): queries.Place | null => {
  if (cursor === undefined) return null
  try {
    const [rank, step, scope] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (Number.isInteger(rank) && Number.isInteger(step) && typeof scope === 'string')
      return { rank: rank as number, step: step as number, scope }
  } catch {
    // An unreadable cursor is answered below like a wrong one.
  }
  throw failCommon('http.invalid', { count: 1 }, [
    {
      path: 'cursor',
      zh: '翻页位置无效,请从第一页重新查。',
      en: 'The page mark is not valid: start from the first page.',
    },
  ])
}

const tooShort = () =>
  failCommon('http.invalid', { count: 1 }, [{ path: 'q', zh: '至少输入两个字。', en: 'Type at least two characters.' }])
