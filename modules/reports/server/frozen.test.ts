import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import type { Caller, House } from '#test/harness/house.ts'
import { reportsContract } from '../contract.ts'
import { draft, freeze, read, register, startHalfYear } from './fixtures.ts'

// 定稿: what it asks beforehand, that nothing of it changes, and what changes under it.

let house: House
const home = '430202'
beforeAll(async () => {
  house = await startHalfYear()
})
afterAll(() => house.stop())

const reason = '各部分由主席口头汇报,不另写。'
const drift = (who: Caller, id: string) => who.call(reportsContract.drift, { params: { id } })

test('a frozen report keeps its text and figures; later records appear as drift with number and reason', async () => {
  const officer = await house.as('county.rights')
  const old = await register(officer, '0113', 'V', '2025-05-06T09:00:00+08:00')
  const frozen = await freeze(officer, await draft(officer))
  expect(frozen).toMatchObject({ status: 'frozen', mayWrite: false })
  expect(frozen.document.draft).toBe(false)
  expect(await drift(officer, frozen.id)).toEqual({ entries: [], figures: [], more: false })

  house.clock.advance(5)
  const late = await register(officer, '0403', 'T', '2025-06-28T09:00:00+08:00')
  house.clock.advance(1)
  await officer.call(casesContract.correct, {
    params: { home, id: old.head.id },
    body: { version: old.head.version, category: '0302', reason: '登记时选错类别' },
  })
  house.clock.advance(1)
  await register(officer, '0403', 'T')
  const found = await drift(officer, frozen.id)
  expect(found.entries.map(({ matter, reason }) => [matter?.number, reason.zh])).toEqual([
    [old.head.number, '更正'],
    [late.head.number, '补登'],
  ])
  // Whoever reads figures and no records learns what changed, not in which matter.
  const counted = await drift(await house.as('city.stats'), frozen.id)
  // Sections that hold sensitive classes are left out: her table does not tell them either.
  expect(counted.figures).toEqual(found.figures.filter(({ figure }) => !figure.includes('[class:01')))
  expect(JSON.stringify(counted.entries)).not.toContain(late.head.id)
  expect(counted.entries.map(({ matter }) => matter)).toEqual([null, null])
  const change = Object.fromEntries(found.figures.map(({ figure: id, n }) => [id, n]))
  expect(change).toMatchObject({
    'petition.received@2025H1': 1,
    'petition.received@2025-06': 1,
    'petition.received@2025H1[channel:T]': 1,
    'petition.received@2025H1[class:04]': 1,
    'petition.received@2025H1[class:01]': -1,
    'petition.received@2025H1[class:03]': 1,
  })
  const again = await read(officer, frozen.id)
  expect([again.document, again.figures]).toEqual([frozen.document, frozen.figures])
  expect((await officer.call(reportsContract.figures, { params: { id: frozen.id }, query: {} })).figures).toEqual(
    again.figures,
  )
})

test('what the check finds is mended or explained before a report is frozen; the reason stays with it and on record', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const ask = (version: number, why?: string) =>
    officer.call(reportsContract.freeze, {
      params: { id: report.id },
      body: { version, ...(why === undefined ? {} : { reason: why }) },
    })
  await expect(ask(report.version)).rejects.toMatchObject({
    status: 422,
    code: 'reports.checks',
    message: expect.stringContaining('核对发现 3 处要看:正文“主要做法”下面没有内容'),
  })
  await expect(ask(report.version, '  没关系  ')).rejects.toMatchObject({ code: 'reports.checks' })
  expect(await ask(report.version, reason)).toMatchObject({ status: 'frozen', freezeNote: reason })
  const { rows } = await sql<{ purpose: string; detail: unknown }>`select purpose, detail from audit.event
    where object_id = ${report.id} and action = 'reports.freeze'`.execute(house.database.admin)
  expect(rows).toEqual([
    { purpose: reason, detail: expect.objectContaining({ warnings: ['empty-part', 'empty-part', 'empty-part'] }) },
  ])

  const whole = await draft(officer)
  const { version, warnings } = await officer.call(reportsContract.save, {
    params: { id: whole.id },
    body: {
      version: whole.version,
      audience: 'internal',
      texts: { work: '进村入户。', problems: '人手少。', next: '培训网格员。' },
    },
  })
  expect(warnings).toEqual([])
  const frozen = await officer.call(reportsContract.freeze, { params: { id: whole.id }, body: { version } })
  expect(frozen).toMatchObject({ status: 'frozen', freezeNote: null })
})

test('nothing of a frozen report can be changed, through the product or beside it', async () => {
  const officer = await house.as('county.rights')
  const frozen = await freeze(officer, await draft(officer))
  await expect(
    officer.call(reportsContract.save, {
      params: { id: frozen.id },
      body: { version: frozen.version, audience: 'internal', texts: { next: '改' } },
    }),
  ).rejects.toMatchObject({ code: 'reports.frozen' })
  await expect(officer.call(reportsContract.drop, { params: { id: frozen.id } })).rejects.toMatchObject({
    code: 'reports.frozen',
  })
  await expect(freeze(officer, frozen)).rejects.toMatchObject({ code: 'reports.freeze' })
  const post = await sql<{
    id: string
    account: string
    unit: number
    scope: string
  }>`select p.id, p.account_id as account, p.unit_id as unit, p.scope from identity.post p
    join identity.account a on a.id = p.account_id where a.username = 'county.rights'`.execute(house.database.admin)
  const mine = post.rows[0]!
  await house.database.app.transaction().execute(async (tx) => {
    await sql`select identity.act_as(${mine.account}::uuid, ${mine.id}::uuid, 'rights', ${mine.unit}, ${mine.scope}, '{}')`.execute(
      tx,
    )
    const update =
      await sql`update reports.report set texts = '{"internal":{"next":"改"}}' where id = ${frozen.id}`.execute(tx)
    expect(update.numAffectedRows).toBe(0n)
  })
  for (const statement of [
    'update reports.frozen_figure set n = 0',
    'delete from reports.frozen_figure',
    `update reports.edition set document = '{}'`,
    'delete from reports.edition',
  ])
    await expect(sql.raw(statement).execute(house.database.app)).rejects.toThrow(/permission denied/)
})

test('a posting that was being written while the report froze is drift, although its number is lower', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const other = await house.database.admin.startTransaction().execute()
  await sql`insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, n, home, record_id, posted_at)
    select 'petition.received', 1, id, '2025-02', '2025-02', '0403', 'V', 1, ${home}, ${randomUUID()}::uuid, ${house.clock()} from org.unit where code = ${home}`.execute(
    other,
  )
  await register(officer, '0113')
  const frozen = await freeze(officer, report)
  expect((await drift(officer, frozen.id)).figures).toEqual([])
  await other.commit().execute()
  const found = await drift(officer, frozen.id)
  expect(found.figures.find(({ figure: id }) => id === 'petition.received@2025H1')?.n).toBe(1)
  expect(found.entries[0]?.matter).toBeNull()
  await sql`delete from figures.posting where n = 1 and month = '2025-02' and record_id not in (select id from cases.head)`.execute(
    house.database.admin,
  )
})

test('a running or future period cannot be frozen; a month is not a report period', async () => {
  const officer = await house.as('county.rights')
  const running = await draft(officer, '2025H2')
  expect(running.whyNotFreeze?.zh).toContain('还没有结束')
  await expect(freeze(officer, running)).rejects.toMatchObject({ status: 422, code: 'reports.freeze' })
  await expect(draft(officer, '2026H1')).rejects.toMatchObject({ code: 'http.invalid' })
  await expect(draft(officer, '2025-03')).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [expect.objectContaining({ path: 'period' })],
  })
})
