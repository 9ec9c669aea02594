import type { FieldProblem } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import type { NewStep } from '../../contract.ts'
import type { TransitionSpec } from '../../define.ts'
import { movedMatter } from '../../rules/withdraw.ts'
import { codeProblem, type Engine, refuseProblems, today } from '../engine.ts'
import { type Matter, standing } from '../matter.ts'
import type { HeadRow } from '../queries/heads.ts'
import { stepLabel } from '../words.ts'

/** Refuses a step that lacks what its transition needs, or lies outside the matter's time. */
export const checkNeeds = (
  engine: Engine,
  spec: TransitionSpec<string>,
  input: Omit<NewStep, 'version'>,
  occurredAt: Date,
  matter: { readonly head: Pick<HeadRow, 'home' | 'id' | 'opened_at'> } & Pick<Matter, 'kind' | 'data'>,
  now: Date,
  replay = false,
): void => {
  const problems: FieldProblem[] = []
  const day = today(occurredAt)
  const need = (what: string): boolean => spec.needs?.includes(what as never) ?? false
  if (need('note') && !input.note)
    problems.push({ path: 'note', zh: '请写一句办了什么、为什么。', en: 'Write a line on what was done and why.' })
  if (!replay)
    for (const field of spec.asks ?? [])
      if (matter.data[field] === undefined)
        problems.push({
          path: `data.${field}`,
          zh: `请填「${matter.kind.labels[field]?.label.zh ?? field}」。`,
          en: `Give “${matter.kind.labels[field]?.label.en ?? field}”.`,
        })
  if (need('result') && !input.result) problems.push({ path: 'result', zh: '请选处理结果。', en: 'Choose the result.' })
  if (input.result && spec.results) problems.push(...codeProblem(engine, spec.results, input.result, day, 'result'))
  if (need('reason') && !input.reason) problems.push({ path: 'reason', zh: '请选理由。', en: 'Choose the reason.' })
  if (input.reason && spec.reasons) problems.push(...codeProblem(engine, spec.reasons, input.reason, day, 'reason'))
  if (need('unit') && !input.unit)
    problems.push({ path: 'unit', zh: '请选转给哪个单位。', en: 'Choose the unit it goes to.' })
  // An old register seldom tells to whom.
  if (need('receiver') && !input.receiver && !replay)
    problems.push({
      path: 'receiver',
      zh: '请写接收单位:转给了谁。',
      en: 'Write the receiving body: to whom it goes.',
    })
  if (input.receiver && !need('receiver'))
    problems.push({
      path: 'receiver',
      zh: `「${spec.label.zh}」不记接收单位,请去掉。`,
      en: `“${spec.label.en}” takes no receiving body: leave it out.`,
    })
  // An old register seldom tells by when an answer was asked for.
  if (need('dueOn') && !input.dueOn && !replay)
    problems.push({ path: 'dueOn', zh: '请选要对方在哪天前反馈。', en: 'Choose the day by which an answer is wanted.' })
  if (input.dueOn && input.dueOn < day)
    problems.push({
      path: 'dueOn',
      zh: '反馈日期早于办理那天,请重新选。',
      en: 'The day of the answer lies before the step: choose a later one.',
    })
  if (need('proof') && !input.proof)
    problems.push({ path: 'proof', zh: '请填送达日期和方式。', en: 'Give the date and the way of delivery.' })
  if (input.proof && !need('proof') && !spec.tells)
    problems.push({
      path: 'proof',
      zh: `「${spec.label.zh}」不记送达,请去掉;已经告诉本人的,另记一步。`,
      en: `“${spec.label.en}” takes no proof of delivery: leave it out, and note by a step of its own that she was told.`,
    })
  if (input.proof) problems.push(...codeProblem(engine, 'delivery-modes', input.proof.mode, day, 'proof.mode'))
  if (input.proof && input.proof.on > today(now))
    problems.push({ path: 'proof.on', zh: '送达日期在将来,请核对。', en: 'The delivery date is in the future.' })
  if (input.proof && input.proof.on < today(matter.head.opened_at))
    problems.push({
      path: 'proof.on',
      zh: '送达日期早于收件日期,请核对。',
      en: 'It was delivered before the matter was received: check the date.',
    })
  if (need('target') && !input.target)
    problems.push({ path: 'target', zh: '请选并入哪一件。', en: 'Choose the matter it is merged into.' })
  if (input.target && input.target.home === matter.head.home && input.target.id === matter.head.id)
    problems.push({ path: 'target', zh: '不能并入自己。', en: 'A matter cannot be merged into itself.' })
  if (occurredAt.getTime() > now.getTime() + 60_000)
    problems.push({ path: 'occurredAt', zh: '办理时间在将来,请核对。', en: 'The time is in the future.' })
  if (occurredAt < matter.head.opened_at && today(occurredAt) < today(matter.head.opened_at))
    problems.push({
      path: 'occurredAt',
      ...(input.occurredAt
        ? label('办理时间早于收件时间,请核对。', 'The time is before the matter was received.')
        : label(
            '服务器的时钟早于收件那天,请让管理员校准后再办。',
            'The clock of the server stands before the day of receipt: have the administrator set it right.',
          )),
    })
  refuseProblems(problems)
}

/** What speaks against a way of delivery where she is told safely or not at all: it keeps to the 告知方式 that was set. */
export const deliveryProblems = (engine: Engine, notifyMode: string | null, mode: string): FieldProblem[] => {
  if (!notifyMode)
    return [
      {
        path: 'proof.mode',
        zh: '还没有设「告知方式」。先问清怎样联系她才安全,再记告知。',
        en: 'Set how she may be told first: ask what is safe, then note that she was told.',
      },
    ]
  const way = engine.code('delivery-modes', mode)
  const told = engine.code('notify-modes', notifyMode ?? '')
  const unsafe = way?.flags?.includes('sent') || (way?.flags?.includes('called') && told?.flags?.includes('silent'))
  return way && told && unsafe
    ? [
        {
          path: 'proof.mode',
          zh: `告知方式是「${told.zh}」,不能「${way.zh}」。请换一种送达方式。`,
          en: `She is to be told “${told.en}”: “${way.en}” is not safe. Choose another way.`,
        },
      ]
    : []
}

/** What speaks against the day of a step: nothing of a matter was done before what it follows. An old register says what it says. */
export const orderProblems = ({ kind, steps }: Matter, occurredAt: Date): FieldProblem[] => {
  const before = standing(steps).findLast((step) => movedMatter(kind, step))
  if (!before || today(occurredAt) >= today(before.occurred_at)) return []
  const { zh, en } = stepLabel(kind, before.action)
  const day = today(before.occurred_at)
  return [
    {
      path: 'occurredAt',
      zh: `办理时间早于前一步「${zh}」(${day}),请核对。`,
      en: `The time is before “${en}” (${day}), which it follows. Check the date.`,
    },
  ]
}

/** What speaks against merging a matter into another. */
export const targetProblems = (
  spec: TransitionSpec<string>,
  head: HeadRow,
  target: HeadRow | undefined,
): FieldProblem[] => {
  if (!target?.openable)
    return [
      {
        path: 'target',
        zh: '没有找到要并入的那一件,请重新选。',
        en: 'The matter it is merged into was not found: choose again.',
      },
    ]
  if (target.kind !== head.kind)
    return [
      {
        path: 'target',
        zh: '只能并入同一类事项,请重新选。',
        en: 'It can be merged into a matter of its own kind only: choose again.',
      },
    ]
  return target.status === 'void' || target.status === spec.to
    ? [
        {
          path: 'target',
          zh: '那一件已作废或已并入别的,请选并入后的主件。',
          en: 'That one is void or merged itself: choose the matter that stands.',
        },
      ]
    : []
}
