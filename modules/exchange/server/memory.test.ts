import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, register, runImports } from '../fixtures.ts'

// Words of registers that an earlier version kept in clear.

let house: House
let officer: Caller
let desks: ReturnType<typeof atDesk>
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  desks = atDesk(officer)
  running = runImports(house)
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const remembered = async (): Promise<string[]> =>
  (await officer.call(exchangeContract.memory, {})).rows
    .filter(({ part }) => part === 'value')
    .map(({ word, target }) => `${word} ${target?.zh}`)
/** As the version before wrote it: the word itself, nothing sealed. */
const saidBefore = (word: string, target: string) =>
  sql`insert into exchange.memory (id, unit_id, scope, kind, part, field, word, target, set_by, set_at)
    select gen_random_uuid(), p.unit_id, u.scope, 'petition', 'value', 'channel', ${word}, ${target}, a.id, a.created_at
    from identity.account a join identity.post p on p.account_id = a.id join org.unit u on u.id = p.unit_id where a.username = 'county.rights'`.execute(
    house.database.admin,
  )

test('a word that stood in clear and is said again is remembered once, as it was said last; checks go on', async () => {
  const file = register([{ 渠道: '上门来的' }])
  await saidBefore('上门来的', 'L')
  const desk = await desks.bring(file)
  expect(desk).toMatchObject({ decided: true, ready: 1 })
  await saidBefore('打来的', 'L')
  await desks.answer(desk, { values: { channel: { 上门来的: 'V', 打来的: 'V' } } })
  expect(await remembered()).toEqual(['上门来的 来访', '打来的 来访'])
  // Said in both versions before anything was sealed.
  await saidBefore('上门来的', 'L')
  expect(await remembered()).toEqual(['上门来的 来访', '打来的 来访'])
  await saidBefore('上门来的', 'L')
  expect(await desks.answer(desk, {})).toMatchObject({ problem: null, checked: true, ready: 1 })
  const { rows } = await sql<{
    clear: number
  }>`select count(*)::int as clear from exchange.memory where sealed is null`.execute(house.database.admin)
  expect(rows).toEqual([{ clear: 0 }])
})

test('what was said of an import is forgotten when it is taken back; what was said of one that stands is not', async () => {
  const bringIn = async (word: string, ref: string): Promise<string> => {
    const desk = await desks.bring(register([{ 渠道: word, 来源编号: ref }]), `${ref}.csv`)
    await desks.answer(desk, { values: { channel: { [word]: 'L' } } })
    await desks.run(desk)
    const { rows } = await sql<{
      batch: string
    }>`select batch_id as batch from cases.head where source_ref = ${ref}`.execute(house.database.admin)
    return rows[0]?.batch ?? ''
  }
  await bringIn('捎话来的', 'F-1')
  const wrong = await bringIn('走过来的', 'F-2')
  expect(await remembered()).toEqual(expect.arrayContaining(['捎话来的 来信', '走过来的 来信']))
  const back = { params: { id: wrong }, body: { reason: '渠道认错了' } }
  expect(await officer.call(exchangeContract.takeBack, back)).toMatchObject({ status: 'done', voided: 1 })
  const now = await remembered()
  expect(now).toContain('捎话来的 来信')
  expect(now).not.toContain('走过来的 来信')
})
