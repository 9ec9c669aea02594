import { v7 } from 'uuid'
import { changesOf, withPaperMarks } from '#platform/paper/model.ts'
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
import type { ReprintReason } from '../../deeds.ts'
import { type Engine, fail, today } from '../engine.ts'
import { cell, factsOf, type Matter, mustSetNotify, standing } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import * as papers from '../queries/papers.ts'
import { keep, keptPrints } from './kept.ts'
import { openLocked, unlawful } from './steps.ts'

/** A letter, whether it was sent under its number, and why it is still a draft. */
export type Letter = {
  readonly letter: LetterDocument
  /** `step`: its step is not done. `number`: it has no number yet. Null: it may be sent. */
  readonly draft: 'step' | 'number' | null
  /** No book of the unit gives such a letter a number. */
  readonly bookless: boolean
  /** Id of its number. */
  readonly issued: string | null
  /** The last correction since it was printed, where the letter would now say something else. */
  readonly correctedAt: string | null
  /** What it would say; null where nothing changed, or what was printed is not known. */
  readonly changes: { readonly was: string[]; readonly is: string[] } | null
}

/**
 * A letter of the matter as a document model. Refused while 告知方式 is not set for protected matters; a draft until its step
 * is done (and approved) and, where the unit has a book for it, until its number is taken. Making it is an audit row.
 */
export const letterOf = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Letter> =>
  standingLetter(engine, ctx, await openLocked(engine, ctx, key, 'read'), paper)

/** The letter to send: takes its number from the book of the matter's unit, once. A draft stays one. */
export const numberLetter = async (engine: Engine, ctx: Ctx, key: Key, paper: string): Promise<Letter> => {
  const matter = await openLocked(engine, ctx, key)
  const first = await standingLetter(engine, ctx, matter, paper)
  if (first.draft !== 'number') return first
  const issued = v7()
  const asked = { form: `${matter.kind.key}.${paper}`, step: stepOf(matter, paper)!.seq, issued }
  const { closed } = await papers.takeNumber(ctx.tx, key, asked, ctx.now)
  if (closed) throw fail('cases.bookClosed', closed)
  const detail = { paper, number: issued }
  ctx.audit({ action: 'cases.number', kind: matter.kind.key, home: key.home, id: key.id, detail })
  const { letter } = await written(engine, ctx, matter, paper)
  await keep(ctx, matter, { issued, round: 1, letter, reason: null })
  return standingLetter(engine, ctx, matter, paper)
}

/**
 * 更正重印: what was corrected since goes out under the same number, marked with its day, in the register too; what went out before is kept.
 * Pressed twice it is one.
 */
export const reprintLetter = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  paper: string,
  reason: ReprintReason,
): Promise<Letter> => {
  const matter = await openLocked(engine, ctx, key)
  const standing = await standingLetter(engine, ctx, matter, paper)
  const { issued } = standing
  if (!issued || !standing.correctedAt) {
    if (standing.letter.reprinted) return standing
    throw unlawful(
      label(standing.letter.title, standing.letter.title),
      label('取号以后没有更正过,照原样打印就行。', 'Nothing in it was corrected since it took its number: print it.'),
    )
  }
  const last = (await keptPrints(ctx, matter, issued)).at(-1)
  const round = Math.max(last?.round ?? 1, 1) + 1
  const { letter } = await written(engine, ctx, matter, paper)
  await keep(ctx, matter, { issued, round, letter: { ...letter, reprinted: today(ctx.now) }, reason })
  const detail = { paper, number: issued, round }
  ctx.audit({
    action: 'cases.reprint',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    purpose: reason,
    detail,
  })
  return standingLetter(engine, ctx, matter, paper)
}

/** The letter as it went out where it did, else as it would; never other words under a number that was given to some. */
const standingLetter = async (engine: Engine, ctx: Ctx, matter: Matter, paper: string): Promise<Letter> => {
  const { number, ...now } = await written(engine, ctx, matter, paper)
  const { kind, head } = matter
  ctx.audit({
    action: 'cases.paper',
    kind: kind.key,
    home: head.home,
    id: head.id,
    detail: { paper, draft: now.draft !== null },
  })
  if (!number) return { ...now, issued: null, correctedAt: null, changes: null }
  const last = (await keptPrints(ctx, matter, number.id)).at(-1)
  const since = last?.printed_at ?? number.at
  const corrected = matter.steps.filter((step) => step.replaced && step.recorded_at > since).at(-1)
  const changes = last && corrected ? changesOf(last.letter, now.letter) : null
  return {
    ...now,
    letter: last?.letter ?? now.letter,
    issued: number.id,
    correctedAt: corrected && (changes || !last) ? corrected.recorded_at.toISOString() : null,
    changes,
  }
}

const specOf = (matter: Matter, paper: string) =>
  papersOf(matter.kind, factsOf(matter)).find(([name]) => name === paper)?.[1]

// The step a letter tells of, as it stands.
const stepOf = (matter: Matter, paper: string) =>
  standing(matter.steps)
    .filter((step) => step.action === specOf(matter, paper)?.after)
    .at(-1)

/** The letter as it would be written now. */
const written = async (
  engine: Engine,
  ctx: Ctx,
  matter: Matter,
  paper: string,
): Promise<Pick<Letter, 'letter' | 'draft' | 'bookless'> & { readonly number: papers.Numbered | null }> => {
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
    opinion: typeof matter.data['opinion'] === 'string' ? matter.data['opinion'] || null : null,
    words: wordsOf(ctx, matter, done?.seq),
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
  return { letter, draft, bookless: done !== undefined && !book, number }
}

// A letter is dated by its step; numbered in a later year it is dated by its number, since both stand on one paper.
const dateOf = (step: string, number: papers.Numbered | null): string =>
  number && !step.startsWith(`${number.year}-`) ? localDate(number.at) : step

/** The federation of a unit, as its papers call it. */
export const issuerOf = (unit: string): string => (unit.endsWith('妇女联合会') ? unit : `${unit}妇女联合会`)

const wordsOf = (ctx: Ctx, matter: Matter, seq: number | undefined): string | null => {
  const step = matter.steps.find((one) => one.seq === seq)
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
