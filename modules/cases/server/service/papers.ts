import { v7 } from 'uuid'
import { withPaperMarks } from '#platform/paper/model.ts'
import { type LetterDocument, writeLetterDocx } from '#platform/paper/letter.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Bytes } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { rolesWith } from '#modules/identity/define.ts'
import { label } from '#platform/text/label.ts'
import { papersOf } from '../../rules/actions.ts'
import { documentNumber, letterName } from '#platform/paper/text.ts'
import { type Engine, fail, today } from '../engine.ts'
import { cell, factsOf, type Matter, mustSetNotify, standing } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import * as papers from '../queries/papers.ts'
import { openLocked, unlawful } from './steps.ts'

/** A letter, whether it was sent under its number, and why it is still a draft. */
export type Letter = {
  readonly letter: LetterDocument
  /** `step`: its step is not done. `number`: it has no number yet. Null: it may be sent. */
  readonly draft: 'step' | 'number' | null
  /** No book of the unit gives such a letter a number. */
  readonly bookless: boolean
  /** The last correction after its number was taken. */
  readonly correctedAt: string | null
}

/**
 * A letter of the matter as a document model. Refused while 告知方式 is not set for protected matters; a draft until its step
 * is done (and approved) and, where the unit has a book for it, until its number is taken. Making it is an audit row.
 */
export const letterOf = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Letter> =>
  written(engine, ctx, await openLocked(engine, ctx, key, 'read'), paper)

/** The letter to send: takes its number from the book of the matter's unit, once. A draft stays one. */
export const numberLetter = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Letter> => {
  const matter = await openLocked(engine, ctx, key)
  const first = await written(engine, ctx, matter, paper)
  if (first.draft !== 'number') return first
  const issued = v7()
  const letter = { form: `${matter.kind.key}.${paper}`, step: stepOf(matter, paper)!.seq, issued }
  const { closed } = await papers.takeNumber(ctx.tx, key, letter, ctx.now)
  if (closed) throw fail('cases.bookClosed', closed)
  const detail = { paper, number: issued }
  ctx.audit({ action: 'cases.number', kind: matter.kind.key, home: key.home, id: key.id, detail })
  return written(engine, ctx, matter, paper)
}

const specOf = (matter: Matter, paper: string) =>
  papersOf(matter.kind, factsOf(matter)).find(([name]) => name === paper)?.[1]

// The step a letter tells of, as it stands.
const stepOf = (matter: Matter, paper: string) =>
  standing(matter.steps)
    .filter((step) => step.action === specOf(matter, paper)?.after)
    .at(-1)

const written = async (engine: Engine, ctx: Ctx, matter: Matter, paper: string): Promise<Letter> => {
  const { head, kind } = matter
  const key = { home: head.home, id: head.id }
  const facts = factsOf(matter)
  const spec = specOf(matter, paper)
  if (!spec) throw failCommon('http.notFound')
  if (mustSetNotify(kind, facts) && !head.notify_mode)
    throw unlawful(
      spec.label,
      label('还没有设「告知方式」。先问清怎样联系她才安全。', 'Set how she may be told first.'),
    )
  const first = matter.parties[0]
  const done = stepOf(matter, paper)
  const { number, book } = done
    ? await papers.numberOf(ctx.tx, key, `${kind.key}.${paper}`, done.seq)
    : { number: null, book: false }
  const draft = !done ? 'step' : book && !number ? 'number' : null
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
    phone: await papers.deskPhone(
      ctx.tx,
      { unit: head.unit_id, owner: head.owner_post, roles: rolesWith('cases.handle') },
      today(ctx.now),
    ),
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
  ctx.audit({
    action: 'cases.paper',
    kind: kind.key,
    home: key.home,
    id: key.id,
    detail: { paper, draft: draft !== null },
  })
  const letter = withPaperMarks<LetterDocument>({
    kind: spec.form,
    issuerMark: issuerOf(head.unit_name),
    title: spec.label.zh,
    addressee: first?.name ?? '信访人',
    body: paragraphs.map((text) => ({ kind: 'p', runs: [text] })),
    issuer: issuerOf(head.unit_name),
    date: done ? dateOf(localDate(done.occurred_at), number) : today(ctx.now),
    ...(number ? { number: documentNumber(number.prefix, number.year, number.n) } : {}),
    ...(draft ? { draft: true } : {}),
  })
  const corrected = matter.steps.filter((step) => step.replaced && number && step.recorded_at > number.at).at(-1)
  return {
    letter,
    draft,
    bookless: done !== undefined && !book,
    correctedAt: corrected?.recorded_at.toISOString() ?? null,
  }
}

// A letter is dated by its step; numbered in a later year it is dated by its number, since both stand on one paper.
const dateOf = (step: string, number: papers.Numbered | null): string =>
  number && !step.startsWith(`${number.year}-`) ? localDate(number.at) : step

/** The federation of a unit, as its papers call it. */
export const issuerOf = (unit: string): string => (unit.endsWith('妇女联合会') ? unit : `${unit}妇女联合会`)

const wordsOf = (ctx: Ctx, matter: Matter, seq: number | undefined): string | null => {
  const step = matter.steps.find((one) => one.seq === seq)
  const opinion = matter.data['opinion']
  if (typeof opinion === 'string' && opinion) return opinion
  return step?.note ? ctx.vault.open(matter.key, cell(matter.head, 'step', 'note', String(step.seq)), step.note) : null
}

/** The letter as Word, a draft until it has its number, named like the paper and never like a person. Each download is recorded. */
export const letterDocx = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Bytes> => {
  const { letter } = await letterOf(engine, ctx, key, paper)
  ctx.audit({ action: 'cases.docx', home: key.home, id: key.id, detail: { paper } })
  return {
    bytes: await writeLetterDocx(letter),
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: `${letterName(letter)}.docx`,
  }
}
