import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { officeContract } from '../contract.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const textsOf = async (username: string, place: string): Promise<string[]> =>
  (await (await house.as(username)).call(officeContract.phrases, {})).phrases
    .filter((one) => one.place === place)
    .map((one) => one.text.zh)

const save = async (username: string, body: { place: 'agree' | 'handling'; text: string; shared?: boolean }) => {
  const id = randomUUID()
  await (await house.as(username)).call(officeContract.savePhrase, { params: { id }, body })
  return id
}

test('her own phrase is hers alone; one for the unit is read by her colleagues there and by nobody else', async () => {
  await save('county.rights', { place: 'handling', text: '已请社区网格员上门。' })
  await save('county.rights', { place: 'handling', text: '已转区法律援助中心。', shared: true })
  expect(await textsOf('county.rights', 'handling')).toEqual(
    expect.arrayContaining(['已请社区网格员上门。', '已转区法律援助中心。']),
  )
  const leader = await textsOf('county.leader', 'handling')
  expect(leader).toContain('已转区法律援助中心。')
  expect(leader).not.toContain('已请社区网格员上门。')
  for (const elsewhere of ['county2.rights', 'city.rights', 'town.chair'])
    expect(await textsOf(elsewhere, 'handling')).not.toContain('已转区法律援助中心。')
})

test('what she uses most stands first, for her only', async () => {
  const before = await textsOf('county.leader', 'agree')
  const leader = await house.as('county.leader')
  const used = (await leader.call(officeContract.phrases, {})).phrases.find((one) => one.text.zh === before[2])!
  await leader.call(officeContract.usePhrase, { body: { key: used.key } })
  expect(await textsOf('county.leader', 'agree')).toEqual([before[2], before[0], before[1]])
  expect(await textsOf('city.leader', 'agree')).toEqual(before)
})

test('another person’s phrase is neither changed nor removed; the chair clears what was left for her unit', async () => {
  const own = await save('county.rights', { place: 'agree', text: '请区里先摸底。' })
  const shared = await save('county.rights', { place: 'agree', text: '请街道先摸底。', shared: true })
  const other = await house.as('county2.rights')
  for (const id of [own, shared]) {
    await expect(other.call(officeContract.dropPhrase, { params: { id } })).rejects.toMatchObject({ status: 404 })
  }
  const leader = await house.as('county.leader')
  await expect(
    leader.call(officeContract.savePhrase, { params: { id: shared }, body: { place: 'agree', text: '改过了。' } }),
  ).rejects.toMatchObject({ status: 404 })
  await expect(leader.call(officeContract.dropPhrase, { params: { id: own } })).rejects.toMatchObject({ status: 404 })
  await leader.call(officeContract.dropPhrase, { params: { id: shared } })
  expect(await textsOf('county.rights', 'agree')).not.toContain('请街道先摸底。')
})

test('a phrase with a number is refused with the remedy, and the words are kept sealed', async () => {
  const caller = await house.as('county.rights')
  await expect(
    caller.call(officeContract.savePhrase, {
      params: { id: randomUUID() },
      body: { place: 'handling', text: '打 13800001234 问她。' },
    }),
  ).rejects.toMatchObject({ code: 'office.phraseTelling', message: expect.stringContaining('删去号码') })
  await save('county.rights', { place: 'handling', text: '杜若溪的事已办。' })
  const { rows } = await sql<{
    plain: boolean
  }>`select position(convert_to('杜若溪', 'UTF8') in sealed) > 0 as plain from office.phrase`.execute(
    house.database.admin,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some((row) => row.plain)).toBe(false)
})
