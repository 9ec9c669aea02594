import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bySlip, freshPassword } from '#modules/identity/fixtures.ts'
import type { House } from '#test/harness/house.ts'
import { type CliHouse, startCliHouse } from './fixtures.ts'

// Accounts from the command line: `nuanjia user …`.

let cli: CliHouse
let house: House
let folder: string
let nuanjia: CliHouse['nuanjia']
beforeAll(async () => {
  cli = await startCliHouse()
  ;({ house, folder, nuanjia } = cli)
})
afterAll(() => cli?.stop())

test('an administrator disables and enables an account of her range; others may not', async () => {
  expect((await nuanjia(['user', 'disable', 'village.chair', '--as', 'admin'])).exit).toBe(0)
  expect((await nuanjia(['import', '--list', '--as', 'village.chair'])).exit).toBe(1)
  expect((await nuanjia(['user', 'enable', 'village.chair', '--as', 'admin'])).exit).toBe(0)
  expect((await nuanjia(['user', 'disable', 'admin', '--as', 'city.rights'])).exit).toBe(2)
  expect((await nuanjia(['user', 'disable', 'hongjiang.rights', '--as', 'admin'])).exit).not.toBe(0)
})

test('the level above opens accounts from a list, everybody or nobody, withdraws a slip and takes the list back', async () => {
  const file = join(folder, '名单.csv')
  const list = (...rows: string[]): void => writeFileSync(file, ['姓名,单位,角色', ...rows].join('\n'))
  list('穆清扬,文化路社区,主席', '贺兰雪,没有这个村,主席')
  const open = ['user', 'open', file, '--as', 'county.leader', '--json']
  const faulty = await nuanjia(open)
  expect([faulty.exit, JSON.parse(faulty.out)]).toMatchObject([1, { slips: [], faults: [{ cell: 'B3' }] }])
  list('穆清扬,文化路社区,主席', '贺兰雪,东湖社区,主席')
  expect(JSON.parse((await nuanjia([...open, '--dry-run'])).out)).toMatchObject({ fresh: 2, slips: [], list: null })
  const opened = JSON.parse((await nuanjia(open)).out) as { slips: { code: string }[]; list: string }
  expect(opened.slips).toHaveLength(2)
  expect(JSON.parse((await nuanjia(open)).out)).toMatchObject({ fresh: 0, known: 2 })
  expect((await nuanjia(['user', 'open', file, '--as', 'county.rights'])).exit).toBe(2)
  expect(await nuanjia(['user', 'withdraw', 'muqingyang', '--as', 'town.chair'])).toMatchObject({ exit: 0 })
  await expect(bySlip(house, opened.slips[0]!.code)).rejects.toMatchObject({ code: 'slip.withdrawn' })
  const back = ['user', 'take-back', opened.list, '--json', '--as']
  expect((await nuanjia([...back, 'city.leader'])).exit).toBe(1)
  expect(JSON.parse((await nuanjia([...back, 'county.leader'])).out)).toMatchObject({ closed: 2, kept: 0 })
})

test('a reset account opens nothing until a security administrator has released it', async () => {
  const reset = await nuanjia(['user', 'reset', 'county2.rights', '--as', 'admin', '--json'])
  expect(reset.exit).toBe(0)
  const { code, held } = JSON.parse(reset.out) as { code: string; held: boolean }
  expect(held).toBe(true)
  await expect(bySlip(house, code)).rejects.toMatchObject({ code: 'slip.held' })
  expect((await nuanjia(['user', 'release', 'county2.rights', '--as', 'admin'])).exit).toBe(2)
  expect(await nuanjia(['user', 'release', 'county2.rights', '--as', 'security'])).toMatchObject({ exit: 0 })
  await bySlip(house, code)
  expect((await nuanjia(['import', '--list', '--as', 'county2.rights', '--json'], {}, freshPassword)).exit).toBe(0)
})

test('an account is opened by one administrator and given its post by the other', async () => {
  const add = ['user', 'add', 'New.Officer', '--as', 'admin', '--json'] as const
  expect((await nuanjia([...add])).exit).toBe(2)
  const opened = await nuanjia([...add, '--name', '测试丁'])
  expect(opened.exit).toBe(0)
  expect(JSON.parse(opened.out)).toMatchObject({
    username: 'new.officer',
    code: expect.stringMatching(/^[a-z0-9-]{14}$/),
  })
  const twice = await nuanjia([...add, '--name', '测试丁'])
  expect(JSON.parse(twice.out)).toMatchObject({ error: { code: 'identity.taken', fields: [{ path: 'username' }] } })
  expect(twice.exit).toBe(1)
  const bad = await nuanjia(['user', 'add', '!', '--name', '测试丁', '--as', 'admin', '--json'])
  expect([bad.exit, JSON.parse(bad.out)]).toMatchObject([1, { error: { fields: [{ path: 'username' }] } }])

  const post = ['user', 'post', 'new.officer', '--unit', '430202', '--as', 'security', '--json']
  const noRole = await nuanjia([...post, '--role', 'queen'])
  expect([noRole.exit, JSON.parse(noRole.out)]).toMatchObject([1, { error: { fields: [{ path: 'role' }] } }])
  expect((await nuanjia([...post, '--role', 'rights'])).exit).toBe(0)
  const { rows } = await sql<{
    role: string
  }>`select p.role from identity.post p join identity.account a on a.id = p.account_id where a.username = 'new.officer'`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ role: 'rights' }])
})

test('the first administrator is set up once, by the operator', async () => {
  const ran = await nuanjia(
    ['user', 'add', 'first.admin', '--first', '--name', '测试', '--unit', '430200', '--json'],
    {},
    'Kw7-warm-house-38',
  )
  expect(ran.exit).toBe(1)
  expect(JSON.parse(ran.out)).toMatchObject({ error: { code: 'identity.notEmpty' } })
})
