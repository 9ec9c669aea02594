import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { petition } from '#catalogue/rights/petition.ts'
import { homeOf } from '#modules/org/rules.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { figuresContract } from '../contract.ts'
import { insertHead, type Matter, moveUnit, postMatter, type TestUnit, unitsOf } from './fixtures.ts'
import { declareMeasures, foldOnce } from './fold.ts'

let house: House
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2014-07-05T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

test('a town keeps the numbers of a village it lost, and its county is told that its records are no longer hers to open', async () => {
  const units = await unitsOf(house.database.admin)
  const unit = (code: string): TestUnit => units.find((one) => one.code === code)!
  const village = unit('431281101002')
  for (const [serial, openedOn] of ['2014-03-10', '2014-06-10'].entries()) {
    const matter: Matter = {
      id: `0190a1b2-0000-7000-8000-00000000010${serial}`,
      kind: petition,
      unitId: village.id,
      category: '0101',
      channel: '1',
      persons: 1,
      openedOn,
      deeds: [],
      void: false,
      access: 0,
    }
    await insertHead(house.database.admin, matter, village, serial + 1)
    await postMatter(house.database.system, homeOf(village), matter, village.level, house.clock())
  }
  await moveUnit(house.database.system, village.id, unit('430202').id, '2014-05-15', 'v9')
  await foldOnce(house.database.system, 0)
  const row = async (who: string, of: string) =>
    (
      await (
        await house.as(who)
      ).call(figuresContract.figures, {
        query: { kind: 'petition', measures: 'received', unit: of, period: '2014H1', by: 'unit' },
      })
    ).rows.find(({ key }) => key === village.code)
  expect(await row('hongjiang.rights', '431281101')).toMatchObject({
    period: '2014-01..2014-04',
    outside: true,
    cells: [{ n: 1 }],
  })
  expect(await row('county.rights', '430202')).toMatchObject({
    period: '2014-05..2014-06',
    outside: false,
    cells: [{ n: 1 }],
  })
  await expect(
    (await house.as('hongjiang.rights')).call(figuresContract.records, {
      params: { measure: 'petition.received' },
      query: { unit: village.code, period: '2014-01..2014-04' },
    }),
  ).rejects.toMatchObject({ code: 'figures.outside' })
})
