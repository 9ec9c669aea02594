import type { Input } from '#platform/contract/route.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { awaiting } from '../../rules/answers.ts'
import { asksBelow, type Clock, nextDue } from '../../rules/clocks.ts'
import { playStep } from '../../rules/play.ts'
import { type Engine, refuseProblems, today } from '../engine.ts'
import { factsOf, type Matter, standing } from '../matter.ts'
import type { Key, StepRow } from '../queries/children.ts'
import { placesOf } from '../queries/files.ts'
import * as write from '../queries/write.ts'
import { shownSteps } from '../shown.ts'
import { log, settle } from './edits.ts'
import { openLocked } from './steps.ts'

type Answer = Input<(typeof casesContract)['recordAnswer']>['body']

/**
 * Notes for another body what it answered (代录), with the paper it came on. What the step it answers had asked for by a day is there
 * then, and nobody is waited for any longer. The same id twice is one answer.
 */
export const recordAnswer = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  input: Answer,
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { head, kind } = matter
  const done = { paper: input.paper !== undefined, answers: input.answers ?? null }
  if (matter.steps.some((step) => step.payload['answer'] === id))
    return settle(engine, ctx, key, 'cases.recordAnswer', done)
  const at = input.occurredAt ? new Date(input.occurredAt) : ctx.now
  const asked = input.answers ? (await shownSteps(ctx, matter)).steps[input.answers - 1] : undefined
  refuseProblems([...(await paperProblems(ctx, matter, input)), ...askedProblems(ctx, matter, input, asked, at)])
  const touched = (asked?.payload['clocks'] ?? []) as readonly Pick<Clock, 'key' | 'round'>[]
  const { changed: clocks, clocks: after } = playStep(
    kind,
    factsOf(matter),
    matter.clocks,
    { action: 'answered', status: head.status, at, touched },
    engine.catalogue,
    engine.calendar(),
  )
  await log(
    ctx,
    matter,
    'answered',
    [input.from, input.said].filter(Boolean).join(':'),
    {
      answer: id,
      ...(input.paper ? { paper: input.paper } : {}),
      ...(asked ? { answers: asked.seq } : {}),
      ...(clocks.length > 0 ? { clocks: clocks.map(({ key, round }) => ({ key, round })) } : {}),
    },
    at,
  )
  if (clocks.length > 0) {
    await write.save(ctx.tx, key, { clocks })
    // Another round may still be waited for, or an approver.
    const waiting = head.waiting === 'below' && !asksBelow(after, engine.catalogue) ? null : head.waiting
    await write.changeHead(ctx.tx, key, head.version, { ...nextDue(kind, after), waiting }, ctx.now)
  }
  return settle(engine, ctx, key, 'cases.recordAnswer', done)
}

const paperProblems = async (ctx: Ctx, matter: Matter, { paper, said }: Answer): Promise<FieldProblem[]> => {
  if (!paper)
    return said ? [] : [{ path: 'said', zh: '请写一句对方答复了什么。', en: 'Write a line on what they answered.' }]
  const pages = [...(await placesOf(ctx.tx, matter.head)).values()].filter((one) => one.paper === paper)
  if (!pages.some(({ purpose }) => purpose === 'answer'))
    return [
      {
        path: 'paper',
        zh: '这件事的附件里没有这份「盖章的回复」。先拍照传上来并写明它是什么,再记。',
        en: 'No stamped answer of this matter is meant: photograph it and say what it is first.',
      },
    ]
  return standing(matter.steps).some((step) => step.action === 'answered' && step.payload['paper'] === paper)
    ? [{ path: 'paper', zh: '这份回复已经记过了。', en: 'This answer is noted already.' }]
    : []
}

const askedProblems = (
  ctx: Ctx,
  { kind, steps }: Matter,
  { answers, occurredAt }: Answer,
  asked: StepRow | undefined,
  at: Date,
): FieldProblem[] => {
  if (occurredAt && at.getTime() > ctx.now.getTime() + 60_000)
    return [{ path: 'occurredAt', zh: '时间在将来,请核对。', en: 'The time is in the future.' }]
  if (!answers) return []
  if (!asked || !awaiting(kind, standing(steps), ctx.actor.unitId).has(asked.seq))
    return [
      {
        path: 'answers',
        zh: '这一步不等答复:不是本单位发出的,或者已经记过答复。请重新选。',
        en: 'That step awaits no answer: your unit did not send it, or its answer is noted. Choose again.',
      },
    ]
  return today(at) < today(asked.occurred_at)
    ? [
        {
          path: 'occurredAt',
          zh: '答复早于发出的日子,请核对。',
          en: 'It is before the day it was sent: check the date.',
        },
      ]
    : []
}
