import { unitByCode } from '#modules/org/server/index.ts'
import { nameForms } from '#platform/crypto/names.ts'
import { normalName } from '#modules/people/rules/names.ts'
import { clockShare, remaining } from '#platform/clock/deadline.ts'
import { addDays, startOfDay } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { label } from '#platform/text/label.ts'
import type { Ctx } from '#platform/http/context.ts'
import { readCursor, writeCursor } from '#platform/http/cursor.ts'
import type { CaseRow, CaseView, casesContract } from '../../contract.ts'
import type { CaseKind } from '../../define.ts'
import { listedMost } from '../../desk.ts'
import { isNumber } from '../../rules/numbers.ts'
import type { Engine } from '../engine.ts'
import { today } from '../engine.ts'
import { loadMatter, matterOf } from '../matter.ts'
import * as access from '../queries/access.ts'
import * as approvals from '../queries/approvals.ts'
import { type Key, openCase } from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import { normalId, normalPhone } from '../tokens.ts'
import { rowsOf } from '../rows.ts'
import { viewOf } from '../view.ts'
import { rangeOf } from '#platform/access/actor.ts'

type C = typeof casesContract
type Query = Input<C['list']>['query']

/** A page of matters. One audit row holds the ids that were shown masked. */
export const list = async (engine: Engine, ctx: Ctx, query: Query): Promise<Output<C['list']>> => {
  const limit = query.limit + 1
  const byDue = ['due', 'red', 'overdue', 'soon'].includes(query.tab)
  const page =
    query.tab === 'shared'
      ? await heads.headsShared(ctx.tx, 100)
      : await heads.listHeads(ctx.tx, await filterOf(engine, ctx, query), byDue, readCursor(query.cursor), limit)
  const rows = page.slice(0, query.limit)
  const last = rows.at(-1)
  ctx.audit({
    action: 'cases.list',
    ...(query.kind ? { kind: query.kind } : {}),
    detail: { shown: rows.map((row) => row.id) },
  })
  return {
    rows: await rowsOf(engine, ctx, rows),
    next:
      page.length > query.limit && last
        ? writeCursor({ at: byDue ? (last.next_due_at ?? last.opened_at) : last.opened_at, id: last.id })
        : null,
  }
}

const filterOf = async (engine: Engine, ctx: Ctx, query: Query): Promise<heads.ListFilter> => {
  const unit = query.within ? await unitByCode(ctx.tx, query.within, today(ctx.now)) : null
  if (unit && !unit.scope.startsWith(ctx.actor.scope)) throw failCommon('http.notFound')
  const range = unit?.scope ?? ctx.actor.scope
  return {
    scope: range,
    kind: query.kind,
    category: query.category,
    channel: query.channel,
    status: query.status,
    batch: query.batch,
    from: query.from ? startOfDay(query.from) : undefined,
    before: query.to ? new Date(startOfDay(query.to).getTime() + 86_400_000) : undefined,
    ...tabs[query.tab](ctx, engine),
  }
}

// What one was handed oneself is among one's own.
const below = ({ actor }: Ctx): Partial<heads.ListFilter> => ({ waiting: 'below', notUnit: actor.unitId })

const atHand = ({ actor }: Ctx): heads.ListFilter['atHand'] => ({
  post: actor.postId,
  unitId: actor.permissions.has('cases.handle') ? actor.unitId : null,
})

const tabs: Record<Query['tab'], (ctx: Ctx, engine: Engine) => Partial<heads.ListFilter>> = {
  open: () => ({ phase: 0 }),
  mine: (ctx) => ({ atHand: atHand(ctx) }),
  below,
  shared: () => ({}),
  decided: () => ({ phase: 1 }),
  closed: () => ({ phase: 2 }),
  due: () => ({}),
  red: (ctx, engine) => ({ overdueAt: ctx.now, dueClocks: urgentClocks(engine, ctx) }),
  overdue: ({ now }) => ({ overdueAt: now }),
  soon: ({ now }) => ({ soonAt: now }),
  all: () => ({}),
}

/** One matter; opening it is one audit row. */
export const open = async (engine: Engine, ctx: Ctx, key: Key): Promise<CaseView> => {
  const { head, children } = await openCase(ctx.tx, key, 'whole')
  if (!head) throw failCommon('http.notFound')
  ctx.audit({ action: head.openable ? 'cases.open' : 'cases.openHead', kind: head.kind, home: head.home, id: head.id })
  return viewOf(engine, ctx, head, children && (await matterOf(engine, ctx, head, children)))
}

// The town fills in what its villages noted; a desk above it what lies at itself.
const lackingFor = ({ actor: { level, unitId, permissions } }: Ctx): heads.ListFilter['lacking'] =>
  level === 'V' || !permissions.has('cases.handle') ? undefined : { unitId: level === 'T' ? null : unitId }

// Clocks that run where somebody is in danger now, for who can be there: a county, a town, a village. Larger ranges have their reports.
const urgentClocks = ({ catalogue }: Engine, { actor }: Ctx): string[] => {
  if (!['D', 'T', 'V'].includes(actor.level)) return []
  const keys = Object.values(catalogue.kinds).flatMap((kind) =>
    Object.entries(kind.clocks).flatMap(([key, clock]) => (clock.urgent ? [key] : [])),
  )
  return [...new Set(keys)]
}

const urgentBelow = async (engine: Engine, ctx: Ctx): Promise<heads.CardRow[]> => {
  const dueClocks = urgentClocks(engine, ctx)
  if (dueClocks.length === 0) return []
  return heads.listHeads(ctx.tx, { scope: ctx.actor.scope, phase: 0, dueClocks }, true, null, listedMost.urgent)
}

/** What is due within so many days is due soon. */
const soonDays = 3

/** The work list of a post. */
export const todayList = async (engine: Engine, ctx: Ctx): Promise<Output<C['today']>> => {
  const sees = ctx.actor.permissions.has('cases.read')
  if (!sees)
    return {
      mine: [],
      others: [],
      toFill: [],
      promises: [],
      red: [],
      asked: [],
      unheld: [],
      approvals: 0,
      overdue: 0,
      dueSoon: 0,
      received30: 0,
    }
  const { scope, permissions } = ctx.actor
  // What was just handed to the unit stands where its deadline puts it: behind a full desk nobody would find it.
  const atMine = await heads.listHeads(ctx.tx, { scope, atHand: atHand(ctx) }, true, null, listedMost.mine)
  const works = permissions.has('cases.handle') || permissions.has('cases.approve')
  const urgent = works ? await urgentBelow(engine, ctx) : []
  const others = works ? await heads.listHeads(ctx.tx, { scope, ...below(ctx) }, true, null, listedMost.others) : []
  const range = rangeOf(scope)
  const waiting = permissions.has('cases.approve')
    ? await approvals.waiting(ctx.tx, range.lo, range.hi, ctx.actor.postId, 100)
    : []
  const since = new Date(ctx.now.getTime() - 30 * 86_400_000)
  // Who neither works on matters nor answers for them has nothing late: what the range below owes is not hers.
  const { received, ...due } = works
    ? await heads.countWork(ctx.tx, scope, ctx.now, since)
    : { overdue: 0, dueSoon: 0, received: 0 }
  const promised = await heads.listPromised(ctx.tx, ctx.actor.postId, addDays(today(ctx.now), soonDays), 20)
  const lacking = lackingFor(ctx)
  const toFill = lacking ? await heads.listHeads(ctx.tx, { scope, lacking }, false, null, listedMost.toFill) : []
  const answersFor = permissions.has('cases.approve') && !permissions.has('cases.register')
  const late = answersFor
    ? await heads.listHeads(ctx.tx, { scope, overdueAt: ctx.now }, true, null, listedMost.red)
    : []
  // Who is in danger stands before what is merely late.
  const red = answersFor
    ? [...urgent, ...late.filter(isNone(urgent)).slice(0, Math.max(0, listedMost.red - urgent.length))]
    : []
  // What stands there stands nowhere else on the page.
  const mine = [...(answersFor ? [] : urgent), ...atMine.filter(isNone([...urgent, ...red]))].slice(0, listedMost.mine)
  const unheld = permissions.has('cases.assign')
    ? await heads.listUnheld(ctx.tx, scope, today(ctx.now), listedMost.unheld)
    : []
  const asks = permissions.has('cases.transfer') && 'NPC'.includes(ctx.actor.level)
  const byDay = engine.catalogue.limits.filter(({ length }) => length === null).map(({ id }) => id)
  const asked = asks ? await heads.countAsked(ctx.tx, ctx.actor.unitId, byDay, ctx.now) : []
  const listed = [...mine, ...others, ...promised, ...toFill, ...red, ...unheld]
  ctx.audit({ action: 'cases.list', detail: { shown: listed.map((row) => row.id) } })
  return {
    mine: await rowsOf(engine, ctx, mine),
    others: await rowsOf(engine, ctx, others),
    toFill: await rowsOf(engine, ctx, toFill),
    promises: (await rowsOf(engine, ctx, promised)).map((row, place) => ({
      ...row,
      due: promiseDue(engine, ctx, promised[place]),
    })),
    red: await rowsOf(engine, ctx, red),
    asked,
    unheld: await rowsOf(engine, ctx, unheld),
    approvals: waiting.length,
    ...due,
    received30: received,
  }
}

const isNone =
  (others: readonly heads.CardRow[]) =>
  ({ id }: heads.CardRow): boolean =>
    !others.some((one) => one.id === id)

// A promise runs to the end of its day.
const promiseDue = (engine: Engine, ctx: Ctx, card: heads.CardRow | undefined): CaseRow['due'] => {
  if (!card?.next_promise_on) return null
  const dueAt = startOfDay(addDays(card.next_promise_on, 1))
  return {
    at: dueAt.toISOString(),
    clock: label('约定', 'Promise'),
    text: remaining(ctx.now, dueAt, engine.calendar(), false),
    share: clockShare(card.opened_at, dueAt, ctx.now),
    overdue: dueAt <= ctx.now,
    provisional: false,
  }
}

// Whoever approves sees what goes out by it: what it rests on, its letter, and the deadline it ends.
const aboutRequest = (
  ctx: Ctx,
  kind: CaseKind,
  { head, body, clocks }: CaseView,
  action: string,
): Pick<Output<C['approvals']>['rows'][number], 'rests' | 'letter' | 'due'> => {
  const step = kind.transitions[action]
  const results = body?.steps.filter((one) => !one.reversed && kind.transitions[one.action]?.results)
  const last = kind.states[head.status]?.phase === 'open' ? undefined : results?.at(-1)
  const ends = clocks.find(
    ({ key, stoppedAt }) =>
      !stoppedAt && kind.clocks[key]?.stops.some((stop) => stop === action || (step?.to && stop === step.to)),
  )
  // A letter is opened by those who handle; no link leads where one may not go.
  const mayRead = ctx.actor.permissions.has('cases.handle')
  const paper = body?.papers.find(({ key, blocked }) => key === step?.paper && !blocked)
  return {
    rests: last ? { label: last.label, note: last.note, told: last.told } : null,
    letter: paper && mayRead ? { key: paper.key, label: paper.label } : null,
    due: ends
      ? {
          at: ends.dueAt,
          clock: ends.label,
          text: ends.text,
          share: ends.share,
          overdue: ends.dueAt <= ctx.now.toISOString(),
          provisional: ends.provisional,
        }
      : head.due,
  }
}

/** Approvals that wait in one's range for a permission one holds; one's own requests are shown to others only. */
export const waitingApprovals = async (engine: Engine, ctx: Ctx): Promise<Output<C['approvals']>> => {
  const range = rangeOf(ctx.actor.scope)
  const keys = await approvals.waiting(ctx.tx, range.lo, range.hi, ctx.actor.postId, 50)
  const rows: Output<C['approvals']>['rows'] = []
  for (const head of await heads.headsByKey(ctx.tx, keys)) {
    if (!head.openable) continue
    const view = await viewOf(engine, ctx, head)
    const kind = engine.kind(head.kind)
    for (const one of view.body?.approvals ?? [])
      if (one.decision === null) rows.push({ ...one, case: view.head, ...aboutRequest(ctx, kind, view, one.action) })
  }
  ctx.audit({ action: 'cases.list', detail: { shown: rows.map((row) => row.case.id) } })
  return { rows }
}

/**
 * One box for numbers and people and words, within one's own sight. What one may not open is answered like what does not exist.
 * Names are looked for in the homes of one's range; a range wider than a city looks in the home of the actor only.
 */
export const search = async (engine: Engine, ctx: Ctx, q: string): Promise<Output<C['search']>> => {
  const { how, rows } = await find(engine, ctx, q.normalize('NFKC').trim())
  ctx.audit({ action: 'cases.search', purpose: how, detail: { shown: rows.map((row) => row.id) } })
  return { rows: await rowsOf(engine, ctx, rows), how: rows.length ? how : 'none' }
}

type How = Output<C['search']>['how']

const find = async (engine: Engine, ctx: Ctx, q: string): Promise<{ how: How; rows: heads.CardRow[] }> => {
  const { tokens } = ctx.vault
  if (isNumber(q)) return { how: 'number', rows: await heads.findNumbers(ctx.tx, q.slice(0, 6), [q.toUpperCase()]) }
  // As it is said in one's own office: the last five digits, or with kind and year before them.
  const short = /^(?:([a-z]{2,3})-?)?(?:(\d{4})-)?(\d{5})$/i.exec(q)
  if (short)
    return { how: 'number', rows: await heads.findNumbers(ctx.tx, ctx.actor.home, fullNumbers(engine, ctx, short)) }
  const id = normalId(q, today(ctx.now))
  if (id) return { how: 'idNumber', rows: await heads.headsOfPersons(ctx.tx, [tokens.exact('idNumber', null, id)], 50) }
  const homes = await heads.homesWithin(ctx.tx, ctx.actor.scope, ctx.actor.home)
  if (/^\d{4}$/.test(q))
    return {
      how: 'lastFour',
      rows: await heads.headsOfPersons(
        ctx.tx,
        homes.map((home) => tokens.exact('lastFour', home, q)),
        50,
      ),
    }
  const phone = /^[\d\s-]{7,}$/.test(q) ? normalPhone(q) : null
  if (phone) return { how: 'phone', rows: await heads.headsOfPersons(ctx.tx, [tokens.exact('phone', null, phone)], 50) }
  if (/^[a-z]{2,30}$/i.test(q)) {
    const lower = q.toLowerCase()
    return {
      how: 'pinyin',
      rows: await heads.headsOfPersons(
        ctx.tx,
        homes.flatMap((home) => [tokens.exact('initials', home, lower), tokens.exact('pinyin', home, lower)]),
        50,
      ),
    }
  }
  const name = nameForms(normalName(q)).name
  const named =
    name && [...q].length <= 12
      ? await heads.headsOfPersons(
          ctx.tx,
          homes.map((home) => tokens.exact('name', home, name)),
          50,
        )
      : []
  if (named.length) return { how: 'name', rows: named }
  const grams = tokens.queryGrams(q)
  if (grams.length === 0) return { how: 'none', rows: [] }
  const place = ctx.actor.scope === '/' ? [] : [tokens.placeGram(ctx.actor.scope)]
  return { how: 'text', rows: await heads.headsOfWords(ctx.tx, [...grams, ...place], 50) }
}

// What the short form leaves out: every kind, this year and the one before, in the actor's own place.
const fullNumbers = ({ catalogue }: Engine, ctx: Ctx, [, code, year, last]: RegExpExecArray): string[] => {
  const now = Number(today(ctx.now).slice(0, 4))
  const codes = code ? [code.toUpperCase()] : Object.values(catalogue.kinds).map((kind) => kind.code)
  const years = year ? [year] : [now, now - 1]
  return codes.flatMap((one) => years.map((of) => `${ctx.actor.home}-${one}-${of}-${last}`))
}

/** Same person, perhaps same matter: candidates by person, likeness by words; a person decides (domain/01 section 8). */
export const hints = async (
  engine: Engine,
  ctx: Ctx,
  input: Input<C['hints']>['body'],
): Promise<Output<C['hints']>> => {
  const { tokens } = ctx.vault
  const day = today(ctx.now)
  const id = input.idNumber ? normalId(input.idNumber, day) : null
  const phone = input.phone ? normalPhone(input.phone) : null
  const name = input.name ? nameForms(normalName(input.name)).name : ''
  const strong = [
    ...(id ? [tokens.exact('idNumber', null, id)] : []),
    ...(phone ? [tokens.exact('phone', null, phone)] : []),
  ]
  const wanted = [...strong, ...(name ? [tokens.exact('name', ctx.actor.home, name)] : [])]
  const found = await heads.headsOfPersons(ctx.tx, wanted, 50)
  const grams = new Set(input.text ? tokens.grams(input.text) : [])
  const scored: { head: heads.CardRow; likeness: number | null }[] = []
  for (const head of found.slice(0, 20))
    scored.push({ head, likeness: grams.size > 4 ? await likeness(engine, ctx, head, grams) : null })
  const rows = await rowsOf(
    engine,
    ctx,
    scored.map((one) => one.head),
  )
  const asked = [...(id ? ['idNumber'] : []), ...(phone ? ['phone'] : []), ...(name ? ['name'] : [])]
  const elsewhere = await access.knownElsewhere(ctx.tx, strong)
  if (asked.length > 0)
    ctx.audit({
      action: 'cases.hints',
      purpose: asked.join(' '),
      detail: { shown: rows.map((row) => row.id), elsewhere },
    })
  return {
    rows: rows.map((row, index) => ({
      case: row,
      likeness: scored[index]?.likeness ?? null,
      why:
        (scored[index]?.likeness ?? 0) >= 0.5
          ? label('同一个人,内容相近,可能是重复件', 'Same person and similar words: perhaps a repeat')
          : label('同一个人来过', 'The same person came before'),
    })),
    elsewhere,
  }
}

// Share of common bigrams over the smaller text; the words are opened, compared and forgotten, no signature is kept.
const likeness = async (
  engine: Engine,
  ctx: Ctx,
  head: heads.HeadRow,
  grams: ReadonlySet<number>,
): Promise<number | null> => {
  if (!head.openable) return null
  const matter = await loadMatter(engine, ctx, head)
  const other = new Set(
    ctx.vault.tokens.grams(
      Object.values(matter.data)
        .filter((value): value is string => typeof value === 'string')
        .join('\n'),
    ),
  )
  const common = [...other].filter((gram) => grams.has(gram)).length
  return Math.round((100 * common) / Math.max(1, Math.min(other.size, grams.size))) / 100
}
