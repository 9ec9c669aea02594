import { type Cell, columnLetters } from '../tabular/cell.ts'
import type { OpenSheet } from '../tabular/open.ts'
import { tidy } from '../tabular/values.ts'
import type { Answers } from './answers.ts'
import { type Column, faultsHeading, headingKey, originHeading } from './columns.ts'
import { byContent, byWords, codesIn, isStatus, type Sample } from './guess.ts'

/** How it is known what a column of the file is. */
export type How =
  /** The person said so just now. */
  | 'answered'
  /** The unit said so for an earlier file. */
  | 'remembered'
  /** Its heading is a name of the field. */
  | 'heading'
  /** Its heading resembles one and its values are such values. */
  | 'content'
  /** A running number, or what an earlier import wrote beside faulty rows. */
  | 'counter'
  /** Not known: somebody has to say. */
  | 'ask'
  /** A name of a field that another column of the file already is. */
  | 'twice'

/** One column of the file: where it stands, what it is called, and what it is taken for. */
export type Place = {
  readonly column: number
  readonly letters: string
  /** As people read it, two rows joined. */
  readonly heading: string
  /** Under which an answer about it is kept. */
  readonly key: string
  /** Null when it is left out or nobody has said yet. */
  readonly target: Column | null
  readonly how: How
  /** What it may be, when it has to be asked. */
  readonly proposal: Column | null
  /** First different values, for whoever is asked. */
  readonly samples: readonly string[]
}

/** How a table is laid out: the sheet, its heading rows and what each column is. */
export type Layout = {
  /** Place of the sheet in the file. */
  readonly sheet: number
  readonly name: string
  /** Numbers of the rows that hold the headings. */
  readonly headings: readonly number[]
  /** The row that closes them, by place among the filled rows. */
  readonly last: number
  readonly places: readonly Place[]
  /** The year of a date without one: of the sheet's name or a title. */
  readonly year: number | null
}

/** Rows above the headings: a title, the unit, the date of the return. */
export const titleRows = 20

const beforeBracket = (text: string): string => text.replace(/[(\uFF08].*$/, '')

type Known = (text: string) => Column | undefined

/** Which column a heading names by itself: the whole, the part before a bracket, or the lower of two joined rows. */
const knownBy = (columns: readonly Column[]): Known => {
  const byHeading = new Map(columns.flatMap((column) => column.headings.map((heading) => [heading, column] as const)))
  return (text) => byHeading.get(headingKey(text)) ?? byHeading.get(headingKey(beforeBracket(text)))
}

/** Finds the sheet and the rows of its headings: where most columns are known by name, or by what was said of them. */
export const findLayout = (
  sheets: readonly OpenSheet[],
  columns: readonly Column[],
  said: Answers,
  remembered: Answers,
  fileName = '',
): Layout | null => {
  const known = knownBy(columns)
  const saidOf = (text: string): boolean => headingKey(text) in said.columns || headingKey(text) in remembered.columns
  const chosen = sheets.some(({ name }) => name === said.sheet)
  const best = sheets
    .map((sheet, place) => ({ sheet, place }))
    .filter(({ sheet }) => (chosen ? sheet.name === said.sheet : !sheet.hidden))
    .flatMap(({ sheet, place }) =>
      sheet.head.slice(0, titleRows).map((row, index) => ({
        sheet,
        place,
        index,
        score: scoreOf(row, known, saidOf),
      })),
    )
    .reduce<{ sheet: OpenSheet; place: number; index: number; score: number } | null>(
      (found, next) => (next.score > (found?.score ?? 0) ? next : found),
      null,
    )
  if (!best) return null
  const { sheet, index } = best
  const upper = sheet.head[index - 1]
  const lower = sheet.head[index] ?? []
  const joined = upper !== undefined && areGroups(upper, lower)
  const texts = joined
    ? join(upper, lower)
    : lower.map(({ column, text }) => ({ column, parts: tidy(text).split(joint) }))
  const values = sampled(sheet.head.slice(index + 1), texts)
  return {
    sheet: best.place,
    name: sheet.name,
    headings: [...(joined ? [upper[0]?.row ?? 1] : []), lower[0]?.row ?? 1],
    last: index,
    places: placesOf(texts, values, columns, known, said, remembered),
    year: yearOf([fileName, ...sheet.head.slice(0, index).map((row) => row[0]?.text ?? ''), sheet.name]),
  }
}

// One known name among three others is a heading; one alone may be a word of a title.
const scoreOf = (row: readonly Cell[], known: Known, saidOf: (text: string) => boolean): number => {
  const score = row.filter(({ text }) => known(text) !== undefined || saidOf(text)).length
  return score === 1 && row.length < 3 ? 0 : score
}

/** Between two rows of a heading that are read as one; also in the file of rows that stayed behind. */
const joint = ' / '

type Heading = { readonly column: number; readonly parts: readonly string[] }

// Words over several columns of the next row: merged, or with blanks to their right that the next row fills. A title stands over all.
const areGroups = (upper: readonly Cell[], lower: readonly Cell[]): boolean => {
  const origins = new Set(upper.map((cell) => cell.mergedFrom ?? cell.address))
  if (origins.size < 2 || upper.some(({ text }) => tidy(text).length > 16 || /\d{4}/.test(text))) return false
  const above = new Set(upper.map(({ column }) => column))
  return (
    upper.some((cell) => cell.mergedFrom !== undefined) ||
    lower.some(({ column }) => !above.has(column) && above.has(column - 1))
  )
}

const join = (upper: readonly Cell[], lower: readonly Cell[]): Heading[] => {
  const merged = upper.some((cell) => cell.mergedFrom !== undefined)
  const width = Math.max(upper.at(-1)?.column ?? 0, lower.at(-1)?.column ?? 0)
  const headings: Heading[] = []
  let group = ''
  for (let column = 1; column <= width; column++) {
    const over = tidy(upper.find((cell) => cell.column === column)?.text ?? '')
    const under = tidy(lower.find((cell) => cell.column === column)?.text ?? '')
    // Without merged cells a group goes on to the right until the next one begins.
    if (over !== '' || merged) group = over
    const parts = [...new Set([group, under].filter((part) => part !== ''))]
    if (parts.length > 0 && (over !== '' || under !== '')) headings.push({ column, parts })
  }
  return headings
}

const sampled = (rows: readonly (readonly Cell[])[], headings: readonly Heading[]): ReadonlyMap<number, Sample> => {
  const found = new Map<number, Sample>(headings.map(({ column }) => [column, { values: [], filled: 0 }]))
  for (const row of rows)
    for (const { column, text } of row) {
      const sample = found.get(column)
      const value = tidy(text)
      if (!sample || value === '') continue
      sample.filled += 1
      if (sample.values.length < 60 && !sample.values.includes(value)) sample.values.push(value)
    }
  return found
}

const none: Sample = { values: [], filled: 0 }

const placesOf = (
  headings: readonly Heading[],
  samples: ReadonlyMap<number, Sample>,
  columns: readonly Column[],
  known: Known,
  said: Answers,
  remembered: Answers,
): Place[] => {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const taken = new Map<string, number>()
  type Draft = { heading: Heading; place: Place }
  const drafts: Draft[] = headings.map((heading) => {
    const text = heading.parts.join(joint)
    const sample = samples.get(heading.column) ?? none
    const place: Place = {
      column: heading.column,
      letters: columnLetters(heading.column),
      heading: text,
      key: headingKey(text),
      target: null,
      how: 'ask',
      proposal: null,
      samples: sample.values.slice(0, 4),
    }
    return { heading, place }
  })
  // Two columns are one text where somebody said so of either of them; else the second is asked.
  const spoken = new Set<string>()
  const settle = (
    decide: (draft: Draft) => { target: Column | null; how: How } | null,
    among: readonly Draft[] = drafts,
  ): void => {
    for (const draft of among) {
      if (draft.place.how !== 'ask') continue
      const found = decide(draft)
      if (!found) continue
      const bySomebody = found.how === 'answered' || found.how === 'remembered'
      if (found.target && taken.has(found.target.key)) {
        if (!joins(found.target) || !(bySomebody || spoken.has(found.target.key))) {
          draft.place = { ...draft.place, how: 'twice', proposal: found.target }
          continue
        }
      }
      if (found.target && bySomebody) spoken.add(found.target.key)
      if (found.target && !taken.has(found.target.key)) taken.set(found.target.key, draft.place.column)
      draft.place = { ...draft.place, ...found }
    }
  }
  const answered = (answers: Answers, how: How) => (draft: Draft) => {
    const target = answers.columns[draft.place.key]
    if (target === undefined) return null
    if (target === '') return { target: null, how }
    const column = byKey.get(target)
    return column ? { target: column, how } : null
  }
  settle(answered(said, 'answered'))
  settle(answered(remembered, 'remembered'))
  // A running number goes before the names: 编号 may be one, 序号 always is.
  const ours = drafts.some(({ place }) => place.key === headingKey(originHeading)) ? drafts.at(-1) : undefined
  settle((draft) => {
    const name = headingKey(draft.heading.parts.at(-1) ?? '')
    return counters.has(name) || (draft === ours && name === faultsBefore) ? { target: null, how: 'counter' } : null
  })
  const sampleOf = ({ place }: Draft): Sample => samples.get(place.column) ?? none
  const tellsHowFar = (draft: Draft, column: Column): boolean =>
    column.codes !== undefined && isStatus(sampleOf(draft)) && codesIn(sampleOf(draft), column) === 0
  // 问题 over words of a list that no other column is (欠薪、家暴) is that list, not an account of what happened.
  const listed = (draft: Draft, column: Column): boolean =>
    column.type === 'text' &&
    !isOwnName(draft.place.heading, column) &&
    columns.some(
      (one) =>
        one.codes !== undefined &&
        one.required &&
        codesIn(sampleOf(draft), one) >= 0.75 &&
        !drafts.some(({ place }) => known(place.heading) === one),
    )
  // Under another name of a code (办理结果) there may stand how far matters are; under its own name a word is asked by itself.
  const named = (draft: Draft): Column | undefined => {
    const { place, heading } = draft
    const column = known(place.heading) ?? (heading.parts.length > 1 ? known(heading.parts.join('')) : undefined)
    if (!column || listed(draft, column)) return undefined
    return !isOwnName(place.heading, column) && tellsHowFar(draft, column) ? undefined : column
  }
  // Of two columns named alike the one that bears the field's own name is it, else the one with more of its words.
  const fit = (draft: Draft): number => {
    const column = named(draft)
    return column ? Number(isOwnName(draft.place.heading, column)) + codesIn(sampleOf(draft), column) / 2 : 0
  }
  settle(
    (draft) => {
      const target = named(draft)
      return target ? { target, how: 'heading' } : null
    },
    [...drafts].sort((a, b) => fit(b) - fit(a)),
  )
  settle((draft) => {
    const target = [...draft.heading.parts]
      .reverse()
      .map(known)
      .find((column) => column !== undefined && !tellsHowFar(draft, column) && !listed(draft, column))
    return target ? { target, how: 'heading' } : null
  })
  settle((draft) => {
    const target = byContent(draft.place.heading, sampleOf(draft), columns, taken)
    return target ? { target, how: 'content' } : null
  })
  return drafts.map((draft) =>
    draft.place.how === 'ask'
      ? { ...draft.place, proposal: byWords(draft.place.heading, sampleOf(draft), columns, taken) }
      : draft.place,
  )
}

const isOwnName = (heading: string, { label }: Column): boolean =>
  [label.zh, label.en].some((name) => [heading, beforeBracket(heading)].map(headingKey).includes(headingKey(name)))

/** Whether several columns of a file may be written into this one, each under its heading. */
export const joins = ({ type }: Column): boolean => type === 'text'

/** What faults were told under in files given out before: the facts of any other register. */
const faultsBefore = '问题'

/** Headings of running numbers, which say nothing about a record, and of what is written beside rows that stayed behind. */
export const counters = new Set(['序号', '行号', '顺序号', 'no', '#', 'nr', headingKey(faultsHeading)])

const yearOf = (texts: readonly string[]): number | null => {
  for (const text of [...texts].reverse()) {
    const found = /(?<!\d)(19\d{2}|20\d{2})(?!\d)/.exec(text)
    if (found) return Number(found[1])
  }
  return null
}
