import { randomUUID } from 'node:crypto'
import { catalogue } from '#catalogue/index.ts'
import type { CaseView } from '#modules/cases/contract.ts'
import { declareMeasures, foldAll } from '#modules/figures/server/index.ts'
import { runsOf, runText } from '#platform/paper/model.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, open, petition } from '#test/kinds/walk.ts'
import { reportsContract, type ReportView } from '../contract.ts'

/** A house in July 2025 with a half-year of Hetang district: eleven petitions, six of wages, two of violence, three of divorce; five concluded. */
export const startHalfYear = async (): Promise<House> => {
  const house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
  const officer = await house.as('county.rights')
  for (let i = 0; i < 11; i += 1) {
    const view = await register(officer, i < 6 ? '0403' : i < 8 ? '0101' : '0113', i % 2 ? 'T' : 'V')
    if (i < 5) await act(officer, await act(officer, view, 'accept'), 'conclude', { result: 'S', note: '已协调解决。' })
  }
  await foldAll(house.database.system)
  house.clock.set('2025-07-08T09:00:00+08:00')
  return house
}

/** Registers a petition of a class that came by a channel. */
export const register = (who: Caller, category: string, channel = 'V', openedAt?: string): Promise<CaseView> =>
  open(who, petition({ category, channel, openedAt }))

/** A new draft of the half-year report. */
export const draft = (who: Caller, period = '2025H1', unit?: string): Promise<ReportView> =>
  who.call(reportsContract.create, {
    params: { id: randomUUID() },
    body: { template: 'rights-half-year', period, ...(unit ? { unit } : {}) },
  })

/** Freezes a report whose parts nobody wrote. */
export const freeze = (who: Caller, { id, version }: ReportView): Promise<ReportView> =>
  who.call(reportsContract.freeze, { params: { id }, body: { version, reason: '各部分由主席口头汇报,不另写。' } })

/** A report as it is read. */
export const read = (who: Caller, id: string, audience: 'internal' | 'public' = 'internal'): Promise<ReportView> =>
  who.call(reportsContract.read, { params: { id }, query: { audience } })

/** All words of its body. */
export const textOf = (report: ReportView): string =>
  report.document.body.flatMap((block) => runsOf(block as Parameters<typeof runsOf>[0]).map(runText)).join('')

/** One of its figures. */
export const figure = (report: Pick<ReportView, 'figures'>, id: string) => report.figures.find((one) => one.id === id)
