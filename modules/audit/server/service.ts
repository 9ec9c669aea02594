import { deedLabel, purposeLabel } from '#modules/cases/server/index.ts'
import type { Catalogue } from '#modules/cases/define.ts'
import type { Input, Output, Service } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { pageOf, readCursor } from '#platform/http/cursor.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { auditContract } from '../contract.ts'
import { rules } from '../rules.ts'
import { type ChainDeps, makeChecks } from './chain.ts'
import * as queries from './queries.ts'

type C = typeof auditContract
const pageSize = 30

/** The auditor's desk; what she looks at is in the log like everybody's. */
export const auditService = (catalogue: Catalogue, deps: ChainDeps): Service<C, Ctx> => {
  const checks = makeChecks(deps)
  return {
    unusual: async (ctx, { query }) => {
      const rows = await queries.findings(ctx.tx, query.state === 'open', readCursor(query.cursor), pageSize + 1)
      const page = pageOf(rows, pageSize)
      ctx.audit({ action: 'audit.unusual', detail: { shown: page.rows.map((row) => row.id) } })
      return {
        rows: page.rows.map((row) => ({
          id: row.id,
          rule: rules[row.rule as keyof typeof rules]?.label ?? label(row.rule, row.rule),
          why: rules[row.rule as keyof typeof rules]?.why ?? label('', ''),
          person: personOf(row),
          since: row.since.toISOString(),
          at: row.at.toISOString(),
          n: row.n,
          review: reviewOf(row),
        })),
        next: page.next,
      }
    },
    reviewUnusual: (ctx, { params, body }) => review(ctx, 'audit.finding', params.id, body),
    emergency: async (ctx, { query }) => {
      const rows = await queries.grants(ctx.tx, query.state === 'open', readCursor(query.cursor), pageSize + 1)
      const page = pageOf(rows, pageSize)
      ctx.audit({ action: 'audit.emergency', detail: { shown: page.rows.map((row) => row.id) } })
      return {
        rows: page.rows.map((row) => ({
          id: row.id,
          purpose: row.purpose,
          number: row.number ?? '',
          reason: row.reason,
          person: personOf(row),
          at: row.at.toISOString(),
          until: row.expires_at.toISOString(),
          review: reviewOf(row),
        })),
        next: page.next,
      }
    },
    reviewEmergency: (ctx, { params, body }) => review(ctx, 'identity.access_grant', params.id, body),
    changes: async (ctx, { query }) => {
      const page = pageOf(await queries.changes(ctx.tx, readCursor(query.cursor), pageSize + 1), pageSize)
      ctx.audit({ action: 'audit.changes' })
      return {
        rows: page.rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          action: row.action,
          name: row.name ?? '',
          username: row.username ?? '',
          by: row.by_name ?? '',
          byUnit: row.by_unit ?? '',
          purpose: row.purpose,
          role: row.role,
          unit: row.at_what,
          kinds: row.kinds ?? [],
          from: row.starts,
          to: row.ends,
        })),
        next: page.next,
      }
    },
    record: async (ctx, { query }) => {
      const rows = await queries.looksAt(ctx.tx, query.number, readCursor(query.cursor), pageSize + 1)
      if (!rows) throw failCommon('http.notFound')
      const page = pageOf(rows, pageSize)
      ctx.audit({ action: 'audit.record', detail: { number: query.number } })
      return {
        rows: page.rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          person: personOf(row),
          action: row.action,
          done: deedLabel(catalogue.kinds[row.kind], row.action, row.step),
          purpose: purposeLabel(catalogue, row.action, row.purpose),
          result: row.result,
          field: row.field,
        })),
        next: page.next,
      }
    },
    chain: async (ctx) => {
      ctx.audit({ action: 'audit.chain' })
      // Asked before the checks are read: one that ends in between is told as running, never as not there.
      const running = checks.running()
      const checked = await queries.lastChecks(ctx.tx, 10)
      return {
        days: await queries.chainDays(ctx.tx, localDate(ctx.now), 31),
        checks: checked.map((row) => ({ ...row, at: row.at.toISOString() })),
        running,
        brokeOff: checks.brokeOff(),
      }
    },
    checkChain: async (ctx, { body }) => {
      checks.begin(body.day, ctx.actor.accountId, ctx.now)
      ctx.audit({ action: 'audit.checkChain', purpose: body.day })
      return {}
    },
  }
}

type Person = Output<C['record']>['rows'][number]['person']
const personOf = (row: {
  name: string | null
  username: string | null
  title: Label | null
  unit: string | null
}): Person => ({ name: row.name ?? '', username: row.username ?? '', title: row.title, unit: row.unit ?? '' })

const reviewOf = (row: {
  reviewed_at: Date | null
  reviewer: string | null
  verdict: 'normal' | 'act' | null
  remark: string | null
}) =>
  row.reviewed_at && row.verdict
    ? { at: row.reviewed_at.toISOString(), by: row.reviewer ?? '', verdict: row.verdict, remark: row.remark ?? '' }
    : null

const review = async (
  ctx: Ctx,
  table: 'audit.finding' | 'identity.access_grant',
  id: string,
  { verdict, remark }: Input<C['reviewUnusual']>['body'],
): Promise<Output<C['reviewUnusual']>> => {
  const { tx, now, actor } = ctx
  const person = await queries.review(tx, table, id, { by: actor.accountId, now, verdict, remark })
  if (!person) throw failCommon('http.notFound')
  ctx.audit({ action: 'audit.review', kind: table, id, purpose: remark, detail: { verdict } })
  if (verdict !== 'act') return { told: [] }
  // The remark stays at the desk: a notice says whom it is about, never which matter.
  const vars = { by: `${actor.unitName} ${actor.name}`, name: person.name }
  return { told: await queries.tellChairs(tx, person.account, { at: now, key: 'reviewAct', vars }) }
}
