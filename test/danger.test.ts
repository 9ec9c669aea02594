import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import type { Safety } from '#modules/cases/quick.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** A village notes violence and passes it up. */
const noted = async (safe: Safety): Promise<CaseView> =>
  (await house.as('village.chair')).call(casesContract.quickNote, {
    params: { home: '430202', id: randomUUID() },
    body: {
      kind: 'violence',
      category: '01',
      safe,
      outcome: 'raised',
      line: '丈夫拿着棍子在门口。',
      person: { id: randomUUID(), name: '岑小满' },
    },
  })
const today = (caller: Caller) => caller.call(casesContract.today, {})
// A chair who works on nothing herself has 红灯 where others have 等我的.
const firstOf = async (username: string) => {
  const { red, mine } = await today(await house.as(username))
  return [...red, ...mine][0]
}

test('who is in danger stands first, urgent and under a clock, at town, county and leader; the notice tells no subject', async () => {
  const town = await house.as('town.chair')
  const officer = await house.as('county.rights')
  // What is overdue for long does not come before her.
  await open(officer, { ...petition(), openedAt: '2024-11-01T09:00:00+08:00' })
  const { head } = await noted('danger')
  for (const username of ['town.chair', 'county.rights', 'county.leader']) {
    const first = await firstOf(username)
    expect([username, first?.number, first?.urgent]).toEqual([username, head.number, true])
    expect(first?.due).toMatchObject({ clock: { zh: '紧急处置' }, at: '2025-03-03T03:00:00.000Z' })
  }
  expect(await firstOf('county.leader')).toMatchObject({ openable: false, who: null, title: null, flags: [] })
  const { rows } = await town.call(casesContract.notices, { query: {} })
  expect(rows[0]?.text.zh).toMatch(new RegExp(`^紧急:.*转来 ${head.number},请马上看。$`))
  expect(rows[0]?.text.zh).not.toMatch(/暴|危险|岑/)
})

test('红灯 of a leader holds who is in danger and what is overdue, each once on her page; its list holds all of them', async () => {
  const officer = await house.as('county.rights')
  for (let n = 0; n < 6; n++) await open(officer, { ...petition(), openedAt: '2024-11-01T09:00:00+08:00' })
  await noted('danger')
  const leader = await house.as('county.leader')
  const { red, mine } = await today(leader)
  expect(red.length).toBeGreaterThanOrEqual(5)
  expect(red[0]?.urgent).toBe(true)
  expect(red.some(({ due }) => due?.overdue)).toBe(true)
  expect(mine.filter(({ id }) => red.some((row) => row.id === id))).toEqual([])
  const { rows } = await leader.call(casesContract.list, { query: { tab: 'red', limit: 100 } })
  expect(rows.length).toBeGreaterThan(red.length)
  expect(rows.every(({ urgent, due }) => urgent || due?.overdue)).toBe(true)
  const listed = new Set(rows.map(({ id }) => id))
  expect(red.filter(({ id }) => !listed.has(id))).toEqual([])
  // What stands in 红灯 of nobody else is not taken from the lists of those who work on it.
  const town = await today(await house.as('town.chair'))
  expect([town.red, town.mine[0]?.urgent]).toEqual([[], true])
})

test('it stays urgent until somebody has assessed it, also after it is passed on', async () => {
  const town = await house.as('town.chair')
  const { head } = await noted('danger')
  let view = await town.call(casesContract.open, { params: { home: head.home, id: head.id } })
  view = await town.call(casesContract.note, {
    params: keyOf(view),
    body: { id: randomUUID(), note: '打过电话,没有人接。' },
  })
  expect(view.head.urgent).toBe(true)
  view = await act(town, view, 'assess', { note: '已报 110,人在表姐家。' })
  expect(view.head.urgent).toBe(false)
  expect(view.clocks.find(({ key }) => key === 'danger')?.outcome).toBe('met')
})

test('noted as safe by a correction, it is urgent no longer and leaves no clock behind', async () => {
  const town = await house.as('town.chair')
  const { head } = await noted('danger')
  const params = { home: head.home, id: head.id }
  const { head: now } = await town.call(casesContract.open, { params })
  const view = await town.call(casesContract.correct, {
    params,
    body: { version: now.version, reason: '民警已到,人安全', data: { safeNow: true } },
  })
  expect(view.head.urgent).toBe(false)
  expect(view.clocks.map(({ key }) => key)).not.toContain('danger')
})

test('safe or unclear is not urgent; danger said of any other matter is', async () => {
  expect((await noted('safe')).head.urgent).toBe(false)
  expect((await noted('unclear')).head.urgent).toBe(false)
  const village = await house.as('village.chair')
  const view = await open(village, {
    ...petition(),
    flags: ['DANGER'],
    parties: [person('petitioner', '向小满')],
  })
  expect(view.head.urgent).toBe(true)
})

test('a hotline post is shown no work of the counties, and no step it may not take', async () => {
  const officer = await house.as('city.rights')
  const home = '430200'
  const view = await open(officer, { ...petition(), openedAt: '2024-11-01T09:00:00+08:00' }, home)
  const hotline = await house.as('hotline.op')
  const day = await today(hotline)
  expect({ mine: day.mine, others: day.others, overdue: day.overdue }).toEqual({ mine: [], others: [], overdue: 0 })
  const seen = await hotline.call(casesContract.open, { params: { home, id: view.head.id } })
  expect(seen.head.next).toBeNull()
})

test('what was not asked of the children in the home is not nought', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, {
    kind: 'violence',
    category: '01',
    parties: [person('victim', '岑小满')],
    data: { facts: '昨晚又动手。', safeNow: true },
  })
  expect(view.body!.data).not.toHaveProperty('children')
  const { sheet } = await officer.call(casesContract.printForm, { params: keyOf(view), body: {} })
  const { cells } = sheet as { cells: { label: string; text: string }[] }
  expect(cells.find(({ label }) => label === '同住未成年人')?.text).toBe('')
})
