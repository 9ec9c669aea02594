import { type Arbitrary, array, assert, asyncProperty, constantFrom, nat, oneof, record } from 'fast-check'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { addDays, startOfDay } from '#platform/clock/time.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import type { NewCase, NewStep } from '../contract.ts'
import { historyFits, makeEngine, planHistory, register, takeStep, writeHistories } from './index.ts'

const calendar = buildCalendar()
const engine = makeEngine(catalogue, () => calendar)
const home = '430202'
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const as = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => house.locally('county.rights', work)

type Past = { readonly input: Omit<NewCase, 'kind'>; readonly steps: readonly Omit<NewStep, 'version' | 'id'>[] }

/** What a record left behind, without what must differ: ids, numbers, sealed bytes. */
const left = async (id: string): Promise<unknown> => {
  const rows = async (query: ReturnType<typeof sql>): Promise<unknown> =>
    (await query.execute(house.database.admin)).rows
  return {
    head: await rows(sql`select kind, kind_version, unit_id, scope, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_clock, owner_post, persons, flags, notify_mode, access, viewers, barred,
      waiting, version, created_by from cases.head where home = ${home} and id = ${id}::uuid`),
    steps: await rows(
      sql`select seq, occurred_at, account_id, post_id, unit_id, action, from_status, to_status, note is null as silent, payload - 'id' - 'input' as payload, left_house, reverses from cases.step where home = ${home} and case_id = ${id}::uuid order by seq`,
    ),
    clocks: await rows(
      sql`select key, round, rule, rule_from, basis_zh, started_at, due_at, first_due_at, provisional, stopped_at, outcome from cases.clock where home = ${home} and case_id = ${id}::uuid order by key, round`,
    ),
    parties: await rows(
      sql`select role, sex, birth_year from cases.party where home = ${home} and case_id = ${id}::uuid order by role`,
    ),
    people: await rows(
      sql`select form, encode(token, 'hex') as token from search.person where home = ${home} and record_id = ${id}::uuid order by 1, 2`,
    ),
    words: await rows(sql`select opened_at, grams from search.text where home = ${home} and record_id = ${id}::uuid`),
    postings: await rows(
      sql`select measure, unit_id, month, category, channel, result, level, sum(n)::int as n from figures.posting where home = ${home} and record_id = ${id}::uuid group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7`,
    ),
  }
}

const inputOf = (past: Past): NewCase => ({
  kind: 'petition',
  ...past.input,
  parties: past.input.parties.map((party) => ({ ...party, id: v7() })),
})

const oneByOne = (past: Past): Promise<string> =>
  as(async (ctx) => {
    const key = { home, id: v7() }
    let { version } = await register(engine, ctx, key, inputOf(past))
    for (const step of past.steps)
      version = (await takeStep(engine, ctx, key, { ...step, id: v7(), version }, { replay: true })).version
    return key.id
  })

const atOnce = (past: Past): Promise<string> =>
  as(async (ctx) => {
    const key = { home, id: v7() }
    const { unitId, scope, level } = ctx.actor
    const plan = await planHistory(
      engine,
      ctx,
      { key, input: inputOf(past), steps: past.steps.map((step) => ({ ...step, id: v7() })) },
      { batchId: v7(), place: { id: unitId, scope, home, level } },
    )
    await writeHistories(ctx, home, 'petition', [plan])
    return key.id
  })

const outcome = async (made: Promise<string>): Promise<unknown> => {
  try {
    return await left(await made)
  } catch (error) {
    if (error instanceof Failure) return { refused: error.code, sentence: error.sentence, fields: error.fields }
    throw error
  }
}

const needs: Readonly<Record<string, Partial<Past['steps'][number]>>> = {
  conclude: { result: 'S' },
  refuse: { reason: 'N3' },
  reply: { proof: { on: '2024-09-01', mode: 'hand' } },
}
const actions = [
  'accept',
  'answer',
  'advise',
  'refer',
  'refuse',
  'conclude',
  'extend',
  'reply',
  'rate',
  'archive',
  'reopen',
  'withdraw',
  'none',
] as const
// Mostly a lawful way, sometimes anything.
const ways: Arbitrary<readonly string[]> = oneof(
  nat(6).map((length) => ['accept', 'extend', 'conclude', 'reply', 'rate', 'archive', 'reopen'].slice(0, length)),
  nat(3).map((length) => ['answer', 'archive', 'reopen'].slice(0, length)),
  array(constantFrom(...actions), { maxLength: 4 }),
)
const pasts: Arbitrary<Past> = record({
  way: ways,
  gaps: array(nat(40), { minLength: 6, maxLength: 6 }),
  category: constantFrom('0113', '0101', '0299', '0705', '9999'),
  purpose: constantFrom('A', 'C', 'D'),
  notify: constantFrom(undefined, 'F'),
  flags: constantFrom<string[]>([], ['ANONYMOUS'], ['CHILD']),
  legalRoute: constantFrom('1', '6'),
}).map(({ way, gaps, category, purpose, notify, flags, legalRoute }) => {
  let day = '2024-03-04'
  const steps = way.map((action, index) => {
    day = addDays(day, gaps[index] ?? 0)
    return { action, occurredAt: startOfDay(day).toISOString(), note: '据原台账补录。', ...needs[action] }
  })
  const input = {
    category,
    channel: 'V',
    flags,
    openedAt: startOfDay('2024-03-04').toISOString(),
    parties: [{ id: '', role: 'petitioner', name: '测试甲', age: 40, phone: '13800001234' }],
    data: { facts: '离婚后房子没有分给她。', purpose, legalRoute },
    ...(notify ? { notifyMode: notify } : {}),
  }
  return { input, steps }
})

test('a history written at once leaves what the same steps leave one by one, or is refused for the same reason', async () => {
  await assert(
    asyncProperty(pasts, async (past) => {
      expect(await outcome(atOnce(past))).toEqual(await outcome(oneByOne(past)))
    }),
    { numRuns: 30 },
  )
}, 120_000)

test('what moves a matter, links it or counts places is left to single steps', () => {
  const fits = (action: string, kind = 'petition'): boolean =>
    historyFits(engine.kind(kind), { input: { kind, parties: [], data: {} } as NewCase, steps: [{ id: '', action }] })
  expect(fits('accept')).toBe(true)
  expect(fits('forward')).toBe(false)
  expect(fits('raise')).toBe(false)
  expect(
    historyFits(engine.kind('petition'), {
      input: { kind: 'petition', parties: [], data: {} } as NewCase,
      steps: [{ id: '', action: 'merge', target: { home, id: v7() } }],
    }),
  ).toBe(false)
  expect(fits('submit', 'nomination')).toBe(false)
})
