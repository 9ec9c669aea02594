import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type CaseView, type NewStep } from '../../contract.ts'
import { type Engine, refuseProblems } from '../engine.ts'
import type { Matter } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import { viewOf } from '../view.ts'
import { correct } from './correct.ts'
import { openLocked, perform } from './steps.ts'

/** The route: takes one step; what it asks of the kind's fields is written first, as a correction whose reason names the step. */
export const step = async (engine: Engine, ctx: Ctx, key: Key, { data = {}, ...input }: NewStep): Promise<CaseView> => {
  const version = Object.keys(data).length > 0 ? await noteAsked(engine, ctx, key, input, data) : input.version
  const { head, matter } = await perform(engine, ctx, key, { ...input, version }, {})
  return viewOf(engine, ctx, head, matter)
}

const noteAsked = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  input: NewStep,
  given: Readonly<Record<string, unknown>>,
): Promise<number> => {
  const matter = await openLocked(engine, ctx, key)
  if (isDone(matter, input.id)) return input.version
  if (matter.head.version !== input.version) throw failCommon('http.stale')
  const spec = Object.hasOwn(matter.kind.transitions, input.action) ? matter.kind.transitions[input.action] : undefined
  const asked = new Set(spec?.asks)
  refuseProblems(
    Object.keys(given)
      .filter((field) => !asked.has(field))
      .map((field) => ({
        path: `data.${field}`,
        zh: '这一步不问这一项,请去掉;要改请用〔更正〕。',
        en: 'This step does not ask for it: leave it out, or change it by a correction.',
      })),
  )
  const data = Object.fromEntries(
    Object.entries(given).filter(([field, value]) => JSON.stringify(matter.data[field]) !== JSON.stringify(value)),
  )
  if (!spec || Object.keys(data).length === 0) return input.version
  const { head } = await correct(engine, ctx, key, {
    version: input.version,
    reason: `办「${spec.label.zh}」时填`,
    data,
  })
  return head.version
}

// A second press finds its step taken or asked for: what came with it stands.
const isDone = ({ steps, approvals }: Matter, id: string): boolean =>
  steps.some((step) => step.payload['id'] === id) || approvals.some((one) => one.id === id)
