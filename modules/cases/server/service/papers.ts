import { withPaperMarks } from '#platform/paper/model.ts'
import { type LetterDocument, writeLetterDocx } from '#platform/paper/letter.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Bytes } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { papersOf } from '../../rules/actions.ts'
import { type Engine, today } from '../engine.ts'
import { cell, factsOf, type Matter, mustSetNotify, standing } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import { openLocked, unlawful } from './steps.ts'

/**
 * A letter of the matter as a document model. Refused while 告知方式 is not set for protected matters; a draft until its step
 * is done (and approved). Making it is an audit row.
 */
export const letterOf = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<LetterDocument> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const { head, kind } = matter
  const facts = factsOf(matter)
  const spec = papersOf(kind, facts).find(([name]) => name === paper)?.[1]
  if (!spec) throw failCommon('http.notFound')
  if (mustSetNotify(kind, facts) && !head.notify_mode)
    throw unlawful(
      spec.label,
      label('还没有设「告知方式」。先问清怎样联系她才安全。', 'Set how she may be told first.'),
    )
  const first = matter.parties[0]
  const done = standing(matter.steps)
    .filter((step) => step.action === spec.after)
    .at(-1)
  const clock = matter.clocks.find((one) => one.key === spec.clock)
  // A letter of before an extension keeps its day when it is printed again.
  const extended = kind.clocks[spec.clock ?? '']?.extension?.by === spec.after
  const reason =
    typeof done?.payload['reason'] === 'string'
      ? engine.codeLabel(kind.transitions[spec.after]?.reasons ?? '', done.payload['reason'])
      : null
  const paragraphs = spec.write({
    number: head.number,
    issuer: issuerOf(head.unit_name),
    name: first?.name ?? '',
    receivedOn: localDate(head.opened_at),
    matter: engine.codeLabel(kind.categories, head.category)?.zh ?? '',
    dueOn: done && clock ? lastDay(extended ? clock.dueAt : clock.firstDueAt) : null,
    result: head.result
      ? (engine.codeLabel(Object.values(kind.transitions).find((step) => step.results)?.results ?? '', head.result)
          ?.zh ?? null)
      : null,
    reason: reason?.zh ?? null,
    request: typeof matter.data['request'] === 'string' ? matter.data['request'] : '',
    words: wordsOf(ctx, matter, done?.seq),
  })
  ctx.audit({ action: 'cases.paper', kind: kind.key, home: key.home, id: key.id, detail: { paper, draft: !done } })
  return withPaperMarks<LetterDocument>({
    kind: spec.form,
    issuerMark: issuerOf(head.unit_name),
    title: spec.label.zh,
    addressee: first?.name ?? '信访人',
    body: paragraphs.map((text) => ({ kind: 'p', runs: [text] })),
    issuer: issuerOf(head.unit_name),
    date: done ? localDate(done.occurred_at) : today(ctx.now),
    ...(done ? {} : { draft: true }),
  })
}

const issuerOf = (unit: string): string => (unit.endsWith('妇女联合会') ? unit : `${unit}妇女联合会`)

const wordsOf = (ctx: Ctx, matter: Matter, seq: number | undefined): string | null => {
  const step = matter.steps.find((one) => one.seq === seq)
  const opinion = matter.data['opinion']
  if (typeof opinion === 'string' && opinion) return opinion
  return step?.note ? ctx.vault.open(matter.key, cell(matter.head, 'step', 'note', String(step.seq)), step.note) : null
}

/** The letter as Word; the file name carries the number only. */
export const letterDocx = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Bytes> => ({
  bytes: await writeLetterDocx(await letterOf(engine, ctx, key, paper)),
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  name: `${key.home}-${key.id.slice(0, 8)}.docx`,
})
