import { expect, onTestFinished, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { startHouse, testClock } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'

// 办结 by result: each conclusion keeps its own, whatever is done to the matter afterwards.

test('what was concluded in March with a result stays so when it is reopened in May; a correction is of that conclusion', async () => {
  const clock = testClock('2025-03-10T09:00:00+08:00')
  const house = await startHouse({ clock })
  onTestFinished(() => house.stop())
  await declareMeasures(house.database.system, catalogue)
  let officer = await house.as('county.rights')
  const march = async (): Promise<Record<string, number | null>> => {
    const { rows } = await officer.call(figuresContract.figures, {
      query: { kind: 'petition', measures: 'concluded', period: '2025-03', by: 'result' },
    })
    const counted = rows.flatMap(({ key, cells }) => (cells[0]?.n ? [[key, cells[0].n] as const] : []))
    for (const [result, n] of counted) {
      const opened = await officer.call(figuresContract.records, {
        params: { measure: 'petition.concluded' },
        query: { period: '2025-03', result },
      })
      expect([opened.total.n, opened.rows.map((row) => row.number)]).toEqual([n, [view.head.number]])
    }
    return Object.fromEntries(counted)
  }
  const correct = (result: string): Promise<CaseView> =>
    officer.call(casesContract.correct, {
      params: keyOf(view),
      body: { version: view.head.version, reason: '结果选错了', result },
    })
  let view = await act(officer, await open(officer, petition()), 'accept')
  await expect(correct('S')).rejects.toMatchObject({ code: 'cases.unlawful' })
  view = await act(officer, view, 'conclude', { result: 'S', note: '已协调补发工资。' })
  expect(await march()).toEqual({ S: 1 })
  await expect(correct('nothing')).rejects.toMatchObject({ fields: [{ path: 'result' }] })
  view = await correct('E')
  expect(view.head.result).toBe('E')
  expect(view.body!.steps.at(-1)!.changes).toEqual([{ field: 'result', who: null, before: 'S', after: 'E' }])
  expect(await march()).toEqual({ E: 1 })

  clock.set('2025-05-12T09:00:00+08:00')
  officer = await house.as('county.rights')
  view = await act(officer, view, 'reopen', { note: '工资只发了一半。' })
  expect(view.head.result).toBeNull()
  expect(await march()).toEqual({ E: 1 })
  // The reopening is taken back: the corrected result stands again, not the first one.
  view = await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: view.body!.steps.at(-1)!.seq, reason: '点错了' },
  })
  expect(view.head.result).toBe('E')
  view = await act(officer, view, 'reopen', { note: '工资只发了一半。' })
  view = await act(officer, view, 'conclude', { result: 'X', note: '厂已关停。' })
  view = await correct('S')
  expect(await march()).toEqual({ E: 1 })
})
