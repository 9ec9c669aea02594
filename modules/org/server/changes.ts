import { fail as failCommon } from '#platform/errors/common.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { localDate } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type ChangeKind, levels } from '../define.ts'
import { levelOfScope, resolveCode, scopeAtBirth } from '../rules.ts'
import {
  type ChangeFault,
  changeColumns,
  readChange,
  readChanges,
  scopeUnder,
  type UnitChange,
} from '../rules/changes.ts'
import { compareDivisions, type Division } from '../rules/compare.ts'
import * as queries from './queries.ts'
import * as changes from './queries/changes.ts'

/** What changing the tree needs from outside the room. */
export type ChangeDeps = {
  readonly initials: (name: string) => string
  readonly wholePinyin: (name: string) => string
  /** Told in the same transaction when a path changed, for what other rooms keep by it. */
  readonly carried: (ctx: Ctx, from: string, to: string) => Promise<void>
}

/** What a file of changes did. */
export type ChangesMade = {
  readonly counts: Readonly<Record<ChangeKind, number>>
  /** Units that ended, with where they went and whose posts ended with them. */
  readonly ended: readonly {
    readonly id: number
    readonly code: string
    readonly name: string
    readonly into: string | null
    readonly posts: readonly changes.HeldPost[]
  }[]
}

/**
 * Changes the tree as a file says: in order of day, each change on the tree the one before left. All of it or, with a fault
 * in any line, nothing: every fault is told as `http.invalid` with its line. For system administrators, below their own unit.
 */
export const changeUnits = (deps: ChangeDeps, ctx: Ctx, csv: string): Promise<ChangesMade> =>
  make(deps, ctx, readChanges(csv, localDate(ctx.now)), tell)

/** One change as it is typed in a form, by the same rules; its fault is told as `http.invalid` without a line. */
export const changeUnit = (
  deps: ChangeDeps,
  ctx: Ctx,
  cells: Readonly<Record<(typeof changeColumns)[number], string>>,
): Promise<ChangesMade> => {
  const read = readChange(
    1,
    changeColumns.map((column) => cells[column]),
    localDate(ctx.now),
  )
  const typed = 'on' in read ? { changes: [read], faults: [] } : { changes: [], faults: [{ line: 1, ...read }] }
  return make(deps, ctx, typed, ({ zh, en }) => ({ path: 'change', zh, en }))
}

const make = async (
  deps: ChangeDeps,
  ctx: Ctx,
  read: { readonly changes: readonly UnitChange[]; readonly faults: readonly ChangeFault[] },
  told: (fault: ChangeFault) => FieldProblem,
): Promise<ChangesMade> => {
  if (!ctx.actor.permissions.has('settings.change')) throw failCommon('http.forbidden')
  const faults = [...read.faults]
  const counts = { rename: 0, move: 0, merge: 0, abolish: 0, new: 0 }
  const ended: ChangesMade['ended'][number][] = []
  for (const change of read.changes) {
    const work = makeWork(deps, ctx, change)
    const why = await work[change.what]()
    if (why) faults.push({ line: change.line, ...why })
    else counts[change.what] += 1
    ended.push(...work.ended)
  }
  if (faults.length === 0 && read.changes.length === 0)
    faults.push({ line: 1, ...label('文件里没有变动。', 'The file has no changes.') })
  faults.sort((a, b) => a.line - b.line)
  if (faults.length > 0) throw failCommon('http.invalid', { count: faults.length }, faults.slice(0, most).map(told))
  ctx.audit({
    action: 'org.changeUnits',
    purpose: [...new Set(read.changes.map(({ source }) => source))].slice(0, named).join(' '),
    detail: { ...counts, codes: read.changes.slice(0, most).map(({ code }) => code) },
  })
  return { counts, ended }
}

/** What would make the actor's part of the tree like a newer published list, as lines of a file of changes to be gone through. */
export const compareUnits = async (
  ctx: Ctx,
  list: readonly Division[],
  on: string,
  source: string,
): Promise<string[]> => {
  if (!ctx.actor.permissions.has('settings.change')) throw failCommon('http.forbidden')
  const proposals = compareDivisions(await changes.divisionsIn(ctx.tx, ctx.actor.scope), list)
  return proposals.map(({ what, code, to, name, newCode }) => [on, what, code, to, name, newCode, source].join(','))
}

const most = 200
/** Documents of one file that are named in the audit. */
const named = 3

const tell = ({ line, zh, en }: ChangeFault): FieldProblem => ({ path: `line ${line}`, zh: `第 ${line} 行:${zh}`, en })

type Work = Readonly<Record<ChangeKind, () => Promise<Label | null>>> & {
  readonly ended: ChangesMade['ended'][number][]
}
type Found = queries.UnitRow & Awaited<ReturnType<typeof changes.standingOf>>

/** Each kind of change of one line: answers why it cannot be, or does it. */
const makeWork = (deps: ChangeDeps, ctx: Ctx, change: UnitChange): Work => {
  const { tx, now, actor } = ctx
  const { on, source } = change
  const ended: Work['ended'] = []
  const spelt = (name: string, level: string) => ({
    initials: deps.initials(name),
    pinyin: level === 'V' ? null : deps.wholePinyin(name),
  })

  const find = async (code: string): Promise<Found | Label> => {
    const unit = await queries.livingUnit(tx, code)
    if (!unit) {
      const past = resolveCode(await queries.spansOfCode(tx, code), code, on)
      return past.ok || past.reason === 'ended'
        ? label(`${code} 已经停用。请写现在的代码。`, `${code} is no longer in use. Write the present code.`)
        : label(`没有代码 ${code}。请核对。`, `There is no code ${code}. Check it.`)
    }
    if (!unit.scope.startsWith(actor.scope))
      return label(
        `${unit.name}不在您的范围内。请上级管理员办。`,
        `${unit.name} is not in your range: an administrator above does it.`,
      )
    const standing = await changes.standingOf(tx, unit.id)
    if (standing.since > on)
      return label(
        `${unit.name}在 ${standing.since} 已有变动,不能再写更早的。`,
        `${unit.name} changed on ${standing.since}: earlier changes cannot be added.`,
      )
    return { ...unit, ...standing }
  }

  /** Whether a code is free for a unit; null when it is. */
  const codeTaken = async (code: string, own: number | null): Promise<Label | null> => {
    const holder = await queries.livingUnit(tx, code)
    return holder && holder.id !== own
      ? label(`代码 ${code} 是${holder.name}的。请核对。`, `Code ${code} belongs to ${holder.name}. Check it.`)
      : null
  }

  /** Writes one unit's new state; its codes below follow a new code, what stands beside the path follows a new path. */
  const turn = async (unit: Found, what: ChangeKind, parent: queries.UnitRow | null): Promise<Label | null> => {
    const code = change.newCode ?? unit.code
    const name = change.name ?? unit.name
    const taken = code === unit.code ? null : await codeTaken(code, unit.id)
    if (taken) return taken
    const scope = parent && scopeUnder(parent.scope, { ...unit, code }, await changes.pathsBelow(tx, parent.id))
    const below = code === unit.code ? [] : await changes.coded(tx, unit.scope, unit.code)
    for (const one of below) {
      const follows = code + one.code.slice(unit.code.length)
      const inUse = await codeTaken(follows, one.id)
      if (inUse) return inUse
      const spelling = await changes.standingOf(tx, one.id)
      await changes.changeUnit(tx, { ...one, ...spelling, what: 'rename', on, code: follows, scope: null, source }, now)
    }
    const spelling = name === unit.name ? unit : spelt(name, unit.level)
    const { initials, pinyin } = spelling
    const parentId = parent?.id ?? unit.parentId
    await changes.changeUnit(tx, { id: unit.id, what, on, parentId, code, name, initials, pinyin, scope, source }, now)
    if (scope) await deps.carried(ctx, unit.scope, scope)
    return null
  }

  const move = async (unit: Found, parent: Found, what: ChangeKind): Promise<Label | null> => {
    if (parent.scope.startsWith(unit.scope))
      return label('不能迁到自己或自己的下级。', 'A unit cannot be moved below itself.')
    if (parent.id === unit.parentId)
      return label(`${unit.name}已经属于${parent.name}。`, `${unit.name} belongs to ${parent.name} already.`)
    if (unit.kind !== 'body' && levels.indexOf(parent.level) >= levels.indexOf(unit.level))
      return label(
        `${parent.name}的层级不高于${unit.name}。请核对去向。`,
        `${parent.name} is not above ${unit.name} in level. Check “to”.`,
      )
    return turn(unit, what, parent)
  }

  const end = async (unit: Found, into: Found | null): Promise<void> => {
    const posts = await changes.postsAt(tx, unit.id, on)
    const scope = into && scopeUnder(into.scope, { ...unit, code: '' }, await changes.pathsBelow(tx, into.id))
    await changes.endUnit(tx, { id: unit.id, on, into: into?.id ?? null, scope, source }, now)
    if (scope) await deps.carried(ctx, unit.scope, scope)
    ended.push({ id: unit.id, code: unit.code, name: unit.name, into: into?.code ?? null, posts })
  }

  return {
    ended,
    rename: async () => {
      const unit = await find(change.code)
      if ('zh' in unit) return unit
      const same = (change.name ?? unit.name) === unit.name && (change.newCode ?? unit.code) === unit.code
      // A file loaded a second time finds what it did on that day and changes nothing.
      if (same && unit.since !== on)
        return label(
          `${unit.name}(${unit.code})现在就是这个名称和代码。请核对。`,
          `${unit.name} (${unit.code}) has this name and code already. Check it.`,
        )
      return turn(unit, 'rename', null)
    },
    move: async () => {
      const unit = await find(change.code)
      if ('zh' in unit) return unit
      const parent = await find(change.to ?? '')
      return 'zh' in parent ? parent : move(unit, parent, 'move')
    },
    merge: async () => {
      const unit = await find(change.code)
      if ('zh' in unit) return unit
      const into = await find(change.to ?? '')
      if ('zh' in into) return into
      if (into.id === unit.id || into.scope.startsWith(unit.scope) || unit.scope.startsWith(into.scope))
        return label(
          '不能并入自己、自己的上级或下级。',
          'A unit cannot be merged into itself or a unit above or below it.',
        )
      if (into.level !== unit.level || into.kind !== unit.kind)
        return label(
          `${into.name}和${unit.name}不是同一层级。请核对去向。`,
          `${into.name} and ${unit.name} are not of one level. Check “to”.`,
        )
      for (const child of await queries.childrenOf(tx, unit.id)) {
        const standing = await find(child.code)
        const why = 'zh' in standing ? standing : await move(standing, into, 'move')
        if (why) return why
      }
      await end(unit, into)
      return null
    },
    abolish: async () => {
      const unit = await find(change.code)
      if ('zh' in unit) return unit
      const below = await queries.childrenOf(tx, unit.id)
      if (below.length > 0)
        return label(
          `${unit.name}下面还有 ${below.length} 个单位(${below[0]?.name}…)。请先写它们的去向。`,
          `${unit.name} has ${below.length} units below (${below[0]?.name}…). Say first where they go.`,
        )
      await end(unit, null)
      return null
    },
    new: async () => {
      const parent = await find(change.to ?? '')
      if ('zh' in parent) return parent
      const taken = await codeTaken(change.code, null)
      if (taken) return taken
      const born = scopeAtBirth(change.code)
      const level = (born && levelOfScope(born)) ?? levels[levels.indexOf(parent.level) + 1]
      if (!level || levels.indexOf(parent.level) >= levels.indexOf(level))
        return label(
          `代码 ${change.code} 的层级不低于${parent.name}。`,
          `Code ${change.code} is not of a level below ${parent.name}.`,
        )
      const name = change.name ?? ''
      const paths = await changes.pathsBelow(tx, parent.id)
      const scope = scopeUnder(parent.scope, { level, kind: 'division', scope: null, code: change.code }, paths)
      await changes.addUnit(
        tx,
        { on, parentId: parent.id, code: change.code, name, level, scope, source, ...spelt(name, level) },
        now,
      )
      return null
    },
  }
}
