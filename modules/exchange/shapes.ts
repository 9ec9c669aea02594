import { z } from 'zod'
import { text } from '#platform/contract/text.ts'

const instant = z.iso.datetime()

/** A code that can be chosen for a word, as a picker shows it. */
const choice = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  parent: z.string().nullable(),
  synonyms: z.array(z.string()),
  initials: z.array(z.string()),
})

/** A field a column of the file can be. */
const field = z.object({
  key: z.string(),
  label: text,
  required: z.boolean(),
  /** Whether several columns can be written into it. */
  joins: z.boolean(),
})

/** A column of the file and what it is taken for; `how` is `Place['how']` of rules/layout.ts. */
const place = z.object({
  letters: z.string(),
  heading: z.string(),
  /** Under which an answer about it is kept. */
  key: z.string(),
  target: z.string().nullable(),
  how: z.enum(['answered', 'remembered', 'heading', 'content', 'counter', 'ask', 'twice']),
  proposal: z.string().nullable(),
  samples: z.array(z.string()),
})
export type DeskPlace = z.infer<typeof place>

/** A word of a column of codes that stands for none by itself. */
const word = z.object({
  field: z.string(),
  word: z.string(),
  rows: z.int(),
  /** The code it stands for by all likelihood, filled in before anybody says anything. */
  sure: z.string().nullable(),
  /** Codes it may stand for, best first: offered, never filled in. */
  proposals: z.array(z.string()),
  /** What was said of it; '' leaves it empty. */
  said: z.string().nullable(),
})
export type DeskWord = z.infer<typeof word>

/** Something the table does not say and one answer says for all rows; `only` where an answer is of use, not needed. */
const lack = z.object({
  key: z.string(),
  label: text,
  why: text,
  needed: z.boolean(),
  said: z.string().nullable(),
  /** Codes to choose from, or how one answer is typed; without either only a column of the file can be it. */
  codes: z.array(choice).nullable(),
  typed: z.enum(['date', 'text']).nullable(),
})
export type DeskLack = z.infer<typeof lack>

/** A file that is being brought in, as its page shows it. */
export const deskView = z.object({
  id: z.uuid(),
  kind: z.string(),
  kindLabel: text,
  unitName: z.string(),
  name: z.string(),
  size: z.int(),
  createdAt: instant,
  status: z.enum(['open', 'checking', 'running', 'stopping', 'stopped', 'done']),
  /** How far its check is; `total` is 0 while the file is being opened. */
  check: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Whether it was checked as it stands; a check that was stopped left it unchecked. */
  checked: z.boolean(),
  /** Why it cannot be read at all, such as a file without headings; then nothing else is told. */
  unread: text.nullable(),
  /** Why its run ended early. */
  problem: text.nullable(),
  sheet: z.string(),
  /** Sheets of a file that has more than one with something in it; `in` was imported, `other` has no headings of this kind. */
  sheets: z.array(z.object({ name: z.string(), rows: z.int(), state: z.enum(['here', 'left', 'in', 'other']) })),
  headings: z.array(z.int()),
  fields: z.array(field),
  places: z.array(place),
  words: z.array(word),
  /** Codes of the fields that words are asked of. */
  codes: z.record(z.string(), z.array(choice)),
  lacks: z.array(lack),
  /** Whether everything that must be said was said; only then rows are counted. */
  decided: z.boolean(),
  rows: z.int(),
  ready: z.int(),
  /** Of the rows that can go in, those that do not stand yet. */
  fresh: z.int(),
  /** Of those, as they were checked, the rows of closed months, and the last of these (`YYYY-MM`). */
  late: z.object({ rows: z.int(), month: z.string() }).nullable(),
  faulty: z.int(),
  /** Rows of the grid: faulty, or corrected. */
  kept: z.int(),
  /** Faulty rows that are counted but not listed; they come when those before them are corrected and the file is checked again. */
  beyond: z.int(),
  skipped: z.array(z.object({ row: z.int(), text: z.string() })),
  notices: z.int(),
  /** Rows that stand already, as they are or as somebody said, and are left alone; those nobody was asked about by row. */
  known: z.int(),
  same: z.array(z.object({ from: z.int(), to: z.int() })),
  run: z
    .object({
      batch: z.uuid().nullable(),
      /** Rows written, those still to be written, and those that stay out. */
      done: z.int(),
      left: z.int(),
      faulty: z.int(),
      known: z.int(),
      /** Rows that were written when the run began. */
      from: z.int(),
      startedAt: instant,
      now: instant,
    })
    .nullable(),
})
export type DeskView = z.infer<typeof deskView>

/** A file of the list: what it is called and how far it is. */
export const deskHead = deskView.pick({
  id: true,
  kind: true,
  kindLabel: true,
  name: true,
  status: true,
  check: true,
  createdAt: true,
  rows: true,
  ready: true,
  faulty: true,
})

/** Answers of a person: a column's field, a word's code, what all rows have; '' leaves out. Null takes an answer back. */
const said = z.string().max(80).nullable()
export const deskAnswers = z.strictObject({
  columns: z.record(z.string().max(80), said).default({}),
  values: z.record(z.string().max(80), z.record(z.string().max(80), said)).default({}),
  fixed: z.record(z.string().max(80), said).default({}),
  /** The sheet to be read; another one than before takes the place of that, corrections and all. */
  sheet: z.string().max(255).optional(),
})
export type DeskAnswers = z.input<typeof deskAnswers>

/** A row that has faults or was corrected. */
const deskRow = z.object({
  row: z.int(),
  faulty: z.boolean(),
  /** What became of a corrected row: imported already, or said to stand already. */
  fate: z.enum(['imported', 'known']).nullable(),
  /** Texts by field, corrections over the file's own. */
  cells: z.record(z.string(), z.string()),
  edited: z.array(z.string()),
  faults: z.array(
    z.object({
      field: z.string().nullable(),
      cell: z.string().nullable(),
      column: z.string().nullable(),
      reason: text,
      remedy: text,
    }),
  ),
})
export type DeskRow = z.infer<typeof deskRow>

export const deskRows = z.object({
  /** The columns of the grid: every field the file has, and those faults name. */
  columns: z.array(z.object({ key: z.string(), letters: z.string().nullable(), heading: z.string(), label: text })),
  rows: z.array(deskRow),
  next: z.int().nullable(),
  ready: z.int(),
  fresh: z.int(),
  faulty: z.int(),
})

export const deskEdits = z.strictObject({
  cells: z
    .array(z.strictObject({ row: z.int().min(1), field: z.string().max(80), text: z.string().max(20_000) }))
    .min(1)
    .max(5_000),
})

/** `Way` of rules/groups.ts. */
const way = z.enum(['empty', 'firstDay', 'eighteen', 'same', 'another', 'asIs'])

/** Faulty cells of one field that are wrong in the same way, and what one answer can do for all of them. */
const faultGroup = z.object({
  key: z.string(),
  field: z.string(),
  label: text,
  reason: text,
  remedy: text,
  rows: z.int(),
  texts: z.array(z.object({ text: z.string(), rows: z.int() })),
  more: z.int(),
  ways: z.array(way),
  /** Codes to choose from, where the field has a list. */
  codes: z.array(choice).nullable(),
})
export type FaultGroup = z.infer<typeof faultGroup>

export const deskGroups = z.object({
  groups: z.array(faultGroup),
  /** Fields with corrections, which can be taken back. */
  mended: z.array(z.object({ field: z.string(), label: text, rows: z.int() })),
})

/** One answer for a group: a way, or a text in the place of one of its texts; or the corrections of a field taken back. */
export const groupAnswer = z.union([
  z.strictObject({ group: z.string().max(400), way }),
  z.strictObject({ group: z.string().max(400), text: z.string().max(60), put: z.string().trim().max(20_000) }),
  z.strictObject({ restore: z.string().max(80) }),
])
export type GroupAnswer = z.infer<typeof groupAnswer>

/** How many rows one answer changed, and the counts of the file then. */
export const groupMended = z.object({ mended: z.int(), ready: z.int(), fresh: z.int(), faulty: z.int() })

/** What a unit has said of its registers. */
export const memoryRow = z.object({
  id: z.uuid(),
  kindLabel: text,
  part: z.enum(['column', 'value', 'fixed']),
  field: text.nullable(),
  word: z.string(),
  target: text.nullable(),
  by: z.string(),
  at: instant,
})
export type MemoryRow = z.infer<typeof memoryRow>
