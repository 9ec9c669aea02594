import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { identityContract } from '../contract.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const above = async (username: string) => (await (await house.as(username)).call(identityContract.above, {})).person

test.each([
  ['village.chair', '唐秋芸', '0731-00002031'],
  ['town.chair', '程嘉禾', '0731-00002021'],
  ['county.rights', '方若溪', '0731-00002002'],
  ['county.leader', '周映棠', '0731-00002001'],
  ['police.liaison', '程嘉禾', '0731-00002021'],
])('%s asks %s at the nearest place above', async (username, name, phone) => {
  expect(await above(username)).toMatchObject({ name, phone })
})

test('nobody stands above the highest account, and a disabled one is not named', async () => {
  expect(await above('city.rights')).toBeNull()
  await sql`update identity.account set status = 'disabled' where username = 'town.chair'`.execute(house.database.admin)
  expect(await above('village.chair')).toMatchObject({ name: '程嘉禾', unit: { name: '荷塘区' } })
})

test('one gives the number of one’s own desk, in digits, and nobody else’s', async () => {
  const me = await house.as('county.rights')
  await expect(me.call(identityContract.notePhone, { body: { phone: '转 8002' } })).rejects.toMatchObject({
    fields: [{ path: 'phone', message: expect.stringContaining('只写数字') }],
  })
  await me.call(identityContract.notePhone, { body: { phone: '0731-00009999' } })
  expect(await above('police.liaison')).toMatchObject({ phone: '0731-00009999' })
  expect(await above('county.leader')).toMatchObject({ phone: '0731-00002001' })
  await me.call(identityContract.notePhone, { body: { phone: '' } })
  expect(await above('police.liaison')).toMatchObject({ name: '程嘉禾', phone: null })
})
