import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { casesContract } from '../contract.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** Tells a post something, a minute apart, the last one now. */
const tell = (username: string, count: number) =>
  sql`insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), p.id, ${house.clock()}::timestamptz - n * interval '1 minute', 'assigned', jsonb_build_object('by', '程嘉禾', 'number', 'N-' || n)
    from identity.post p join identity.account a on a.id = p.account_id, generate_series(0, ${count - 1}) n where a.username = ${username}`.execute(
    house.database.admin,
  )

test('every notice can be reached page by page, and all that was seen is marked at once', async () => {
  await tell('county.rights', 130)
  await tell('county.leader', 3)
  const me = await house.as('county.rights')
  const numbers: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(cursor)
    expect(page.unread).toBe(100)
    numbers.push(...page.rows.map((row) => row.text.zh))
    cursor = page.next
  } while (cursor)
  expect(numbers).toEqual(Array.from({ length: 130 }, (_, n) => `程嘉禾把 N-${n} 交给了您。`))
  const seen = (await read(null)).rows[4]?.at ?? ''
  await me.call(casesContract.readNotices, { body: { until: seen } })
  const after = await read(null)
  // The four that came after the newest one she had seen stay unread.
  expect([after.unread, after.rows.filter((row) => !row.read).length]).toEqual([4, 4])
  const leader = await (await house.as('county.leader')).call(casesContract.notices, {})
  expect(leader.unread).toBe(3)

  async function read(from: string | null) {
    return me.call(casesContract.notices, { query: from ? { cursor: from } : {} })
  }
})

test('a page position of somebody’s own making is refused in words', async () => {
  const me = await house.as('county.rights')
  await expect(me.call(casesContract.notices, { query: { cursor: 'nonsense' } })).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'cursor' }],
  })
})
