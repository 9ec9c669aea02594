import { randomUUID } from 'node:crypto'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import type { Caller } from '#test/harness/house.ts'

/** The key of a matter. */
export const keyOf = (view: CaseView) => ({ home: view.head.home, id: view.head.id })

/** The plainest matter there is, a petition about unpaid wages, and what a test says of it. */
export const petition = (part: Record<string, unknown> = {}) => ({
  kind: 'petition',
  category: '0403',
  channel: 'V',
  parties: [person('petitioner', '田晓禾')],
  data: { facts: '三个月没发工资。' },
  ...part,
})

/** Registers a matter of any kind at Hetang district. */
export const open = (
  who: Caller,
  body: Record<string, unknown> & { kind: string },
  home = '430202',
): Promise<CaseView> => who.call(casesContract.create, { params: { home, id: randomUUID() }, body })

/** Takes one step at the present version. */
export const act = (
  who: Caller,
  view: CaseView,
  action: string,
  over: Record<string, unknown> = {},
): Promise<CaseView> =>
  who.call(casesContract.step, {
    params: keyOf(view),
    body: { id: randomUUID(), version: view.head.version, action, ...over },
  })

/** Takes one step of the first track of a key. */
export const trackStep = (
  who: Caller,
  view: CaseView,
  key: string,
  action: string,
  over: Record<string, unknown> = {},
): Promise<CaseView> =>
  who.call(casesContract.openTrackStep, {
    params: { ...keyOf(view), track: view.body!.tracks.find((track) => track.key === key)!.id },
    body: { id: randomUUID(), version: view.head.version, action, ...over },
  })

/** Asks for a step and has another person agree. */
export const actWithApproval = async (
  who: Caller,
  approver: Caller,
  view: CaseView,
  action: string,
  over: Record<string, unknown> = {},
): Promise<CaseView> => {
  const asked = await act(who, view, action, over)
  const approval = asked.body!.approvals.find((one) => one.decision === null)!
  await approver.call(casesContract.decide, {
    params: { ...keyOf(view), approval: approval.id },
    body: { decision: 'agreed' },
  })
  return who.call(casesContract.open, { params: keyOf(view) })
}

/** A person as noted. */
export const person = (role: string, name: string, over: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  role,
  name,
  ...over,
})

/** Clocks as `key: due day in Shanghai, outcome`. */
export const clocks = (view: CaseView): Record<string, string> =>
  Object.fromEntries(
    view.clocks.map((clock) => [
      clock.key,
      `${new Date(new Date(clock.dueAt).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)} ${clock.outcome ?? 'running'}`,
    ]),
  )
