import { z } from 'zod'
import { type PhrasePlace, phrasePlaces } from '#modules/office/define.ts'
import { text } from '#platform/contract/text.ts'

export const home = z.string().regex(/^\d{6}$/)
export const one = z.object({ home, id: z.uuid() })
export const version = z.int().min(1)
export const instant = z.iso.datetime({ offset: true })
/** When something happened: nobody registers what was before 1990 (it is told in the words instead). */
export const happened = instant.refine((text) => text >= '1990', {
  params: { zh: '早于 1990 年,请核对年份。', en: 'Before 1990: check the year.' },
})
export const day = z.iso.date()
/** Code of a unit: a division or a body of the house. */
export const unitCode = z.string().regex(/^\d{6}[0-9A-Z]{0,6}$/)
/** The same fields, each of which may be left out or emptied by `null`. */
const emptied = <S extends Record<string, z.ZodType>>(
  shape: S,
): { readonly [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K]>> } =>
  Object.fromEntries(Object.entries(shape).map(([key, type]) => [key, type.nullish()])) as never

/** Words of people: up to 20,000 characters; a longer account is attached as a file. */
export const words = z.string().trim().min(1).max(20_000)

const said = z.strictObject({
  name: z.string().trim().max(50),
  anonymous: z.enum(['anonymous', 'unclear']),
  sex: z.enum(['0', '1', '2', '9']),
  birth: day,
  age: z.int().min(0).max(130),
  idType: z.string().max(2),
  idNumber: z.string().trim().max(30),
  phone: z.string().trim().max(30),
  address: z.string().trim().max(200),
  marital: z.string().max(2),
  education: z.string().max(2),
  ethnicity: z.string().max(2),
  occupation: z.string().trim().max(60),
  employer: z.string().trim().max(100),
  relation: z.string().trim().max(60),
  safeContact: z.string().trim().max(200),
})

/** People have ids of their own: the same one twice is one of them too many. */
export const apart = (people: readonly { readonly id: string }[]): boolean =>
  new Set(people.map(({ id }) => id)).size === people.length
export const twice = {
  params: { zh: '同一个人出现了两次,请去掉一个。', en: 'The same person stands here twice: take one out.' },
}

/** A person as noted; all optional but the role and either a name or a reason why there is none. */
export const partyInput = said.partial().extend({ id: z.uuid(), role: z.string().max(40) })
export type PartyInput = z.infer<typeof partyInput>

/**
 * A correction of a person: what is absent stays, `null` empties it, `remove` takes the person out; an id that is not there yet
 * adds a person, who needs a role.
 */
export const partyChange = z.strictObject({
  ...emptied(said.shape),
  id: z.uuid(),
  role: z.string().max(40).optional(),
  remove: z.literal(true).optional(),
})
export type PartyChange = z.infer<typeof partyChange>

/** A paper of another body: an order, a ruling, a warning letter. Dates are days in Asia/Shanghai. */
export const actInput = z.strictObject({
  issuer: z.string().trim().min(2).max(100),
  number: z.string().trim().min(1).max(60),
  issuedOn: day,
  validUntil: day.optional(),
  servedOn: day.optional(),
  codes: z.array(z.string().max(20)).max(20).default([]),
})
export type ActInput = z.infer<typeof actInput>

/** One matter as the lists show it. */
export const caseRow = z.object({
  home,
  id: z.uuid(),
  kind: z.string(),
  number: z.string(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  status: z.string(),
  statusLabel: text,
  phase: z.int(),
  openedAt: instant,
  closedAt: instant.nullable(),
  result: z.string().nullable(),
  due: z
    .object({ at: instant, clock: text, text, share: z.number(), overdue: z.boolean(), provisional: z.boolean() })
    .nullable(),
  unit: z.object({ id: z.int(), name: z.string() }),
  owner: z.object({ postId: z.uuid(), name: z.string() }).nullable(),
  persons: z.int(),
  flags: z.array(z.string()),
  restricted: z.boolean(),
  /** Somebody is in danger now and nobody has answered to it yet; told to whoever sees the head, without its subject. */
  urgent: z.boolean(),
  openable: z.boolean(),
  waiting: z.string().nullable(),
  /** Name of the first party, masked but in one's own village; null for restricted matters. */
  who: z.string().nullable(),
  /** What tells namesakes apart where the whole name stands: 村民小组 and year of birth. */
  known: z.object({ group: z.string().nullable(), birthYear: z.int().nullable() }).nullable(),
  /** How much a quick note left to be filled in by the desk above (待补). */
  lacks: z.int(),
  version,
  /** The natural next step; null for whom the matter lies with another unit. */
  next: z.object({ action: z.string(), label: text }).nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

export const party = z.object({
  id: z.uuid(),
  role: z.string(),
  roleLabel: text,
  name: z.string(),
  anonymous: z.string().nullable(),
  sex: z.string().nullable(),
  birthYear: z.int().nullable(),
  age: z.int().nullable(),
  /** Masked; `reveal` gives one field of one person for a reason. */
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
  safeContact: z.boolean(),
  marital: z.string().nullable(),
  education: z.string().nullable(),
  ethnicity: z.string().nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  relation: z.string().nullable(),
})
export const step = z.object({
  seq: z.int(),
  action: z.string(),
  label: text,
  at: instant,
  recordedAt: instant,
  by: z.string(),
  unit: z.string(),
  to: text.nullable(),
  note: z.string().nullable(),
  /** What the approver said who agreed to it (批示). */
  remark: z.string().nullable(),
  /** What was chosen with it, in words: result, reason, unit, delivery. */
  told: z.array(text),
  /** Taken back (撤回) or struck out by a correction (更正). */
  reversed: z.enum(['undo', 'correct']).nullable(),
  leftHouse: z.boolean(),
  late: z.boolean(),
  /** By when an answer was asked for. */
  dueOn: z.string().nullable(),
  /** What a correction replaced: identifiers of people masked, `null` where nothing stood. */
  changes: z.array(
    z.object({
      field: z.string(),
      who: z.object({ id: z.uuid(), role: text, name: z.string() }).nullable(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  trackId: z.uuid().nullable(),
  /** Another body may answer it: it was sent to somebody by one's own unit and no answer is noted yet. */
  awaitsAnswer: z.boolean(),
  /** Place of the step it answers, and the paper it came on. */
  answers: z.int().nullable(),
  paper: z.uuid().nullable(),
  /** Whether it can be taken back now, struck out by a correction (an entry beside the matter's own steps), or only that she was told with it. */
  takeBack: z.enum(['undo', 'correct', 'untell']).nullable(),
  notTakenBack: text.nullable(),
})
const clock = z.object({
  key: z.string(),
  label: text,
  startedAt: instant,
  dueAt: instant,
  stoppedAt: instant.nullable(),
  outcome: z.string().nullable(),
  basis: text,
  rule: z.string(),
  provisional: z.boolean(),
  share: z.number(),
  text,
  extended: z.boolean(),
  /** A minimum wait, not a deadline: it passes and is not overdue. */
  wait: z.boolean(),
})
export const action = z.object({
  key: z.string(),
  label: text,
  blocked: text.nullable(),
  needs: z.array(z.string()),
  /** Fields of the kind asked with it. */
  asks: z.array(z.string()),
  results: z.string().nullable(),
  reasons: z.string().nullable(),
  asksApproval: z.boolean(),
  moves: z.string().nullable(),
  leaves: z.boolean(),
  /** Asks, without requiring it, whether she was told with it. */
  tells: z.boolean(),
  paper: z.string().nullable(),
  /** Place of the phrases beside its words. */
  phrases: z.enum(Object.keys(phrasePlaces) as [PhrasePlace, ...PhrasePlace[]]),
})
export const approval = z.object({
  id: z.uuid(),
  action: z.string(),
  label: text,
  requestedBy: z.string(),
  requestedAt: instant,
  decision: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  remark: z.string().nullable(),
  note: z.string().nullable(),
  told: z.array(text),
  mine: z.boolean(),
  /** The last day of the deadline if it is agreed; null where no deadline is asked to be longer. */
  until: z.object({ day, provisional: z.boolean() }).nullable(),
})
export const file = z.object({
  id: z.uuid(),
  purpose: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  addedAt: instant,
  addedBy: z.string(),
  /** The paper it is a page of, its place there, and how far it is turned clockwise to be read. */
  paper: z.uuid().nullable(),
  page: z.int().nullable(),
  turn: z.int(),
})

/** One matter, whole: `head` for whoever has it in range, `body` for the team. */
export const caseView = z.object({
  head: caseRow,
  notifyMode: z.string().nullable(),
  mustSetNotify: z.boolean(),
  links: z.array(
    z.object({
      relation: z.enum(['repeat-of', 'repeated-by', 'merged-into', 'merged-here']),
      home,
      id: z.uuid(),
      number: z.string(),
    }),
  ),
  clocks: z.array(clock),
  body: z
    .object({
      /** Where an imported matter comes from; the cells of the line are shown for a reason. */
      source: z.object({ file: z.string(), sheet: z.string(), row: z.int() }).nullable(),
      data: z.record(z.string(), z.unknown()),
      damaged: z.string().nullable(),
      /** 待补: what the law wants noted and is missing. */
      missing: z.array(text),
      /** Whether the people are called by their whole name and can be rung up: one's own village. */
      inClear: z.boolean(),
      parties: z.array(party),
      steps: z.array(step),
      approvals: z.array(approval),
      files: z.array(file),
      actions: z.array(action),
      /** Why it cannot be voided now; null when it can. */
      notVoided: text.nullable(),
      tracks: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          status: z.string(),
          statusLabel: text,
          openedAt: instant,
          closedAt: instant.nullable(),
          actions: z.array(
            z.object({ key: z.string(), label: text, blocked: text.nullable(), act: z.string().nullable() }),
          ),
        }),
      ),
      parts: z.array(
        z.object({ id: z.uuid(), key: z.string(), data: z.record(z.string(), z.unknown()), recordedAt: instant }),
      ),
      obligations: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          what: z.string(),
          byParty: z.uuid().nullable(),
          amountFen: z.int().nullable(),
          dueOn: day,
          doneOn: day.nullable(),
          outcome: z.string().nullable(),
        }),
      ),
      acts: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          issuer: z.string(),
          number: z.string(),
          issuedOn: day,
          validUntil: day.nullable(),
          servedOn: day.nullable(),
          codes: z.array(z.string()),
        }),
      ),
      papers: z.array(z.object({ key: z.string(), label: text, blocked: text.nullable() })),
      review: z
        .object({ needed: z.int(), votes: z.int(), mean: z.number().nullable(), quotaLeft: z.int().nullable() })
        .nullable(),
    })
    .nullable(),
})
export type CaseView = z.infer<typeof caseView>

/** What every route that changes a matter takes, answers and may refuse with. */
export const changed = { params: one, response: caseView, errors: ['http.stale', 'cases.unlawful'] } as const

/** A new matter. The narrative and the fields of the kind stand in `data`. */
export const newCase = z.strictObject({
  kind: z.string().max(40),
  openedAt: happened.optional(),
  category: z.string().max(20).optional(),
  channel: z.string().max(10).optional(),
  title: z.string().trim().max(60).optional(),
  persons: z.int().min(1).max(100_000).optional(),
  flags: z.array(z.string().max(20)).max(20).optional(),
  notifyMode: z.string().max(20).optional(),
  parties: z.array(partyInput).max(60).refine(apart, twice).default([]),
  data: z.record(z.string(), z.unknown()).default({}),
  ownerPost: z.uuid().optional(),
  restricted: z.boolean().optional(),
  /** Codes of units that must not know (「不要让那个单位知道」), and posts of persons who must not. */
  notTo: z.array(unitCode).max(10).optional(),
  notToPosts: z.array(z.uuid()).max(10).optional(),
  repeatOf: one.optional(),
  sourceRef: z.string().trim().max(100).optional(),
  draft: z.uuid().optional(),
})
export type NewCase = z.infer<typeof newCase>

/** One step. `id` makes a double click one step. */
export const newStep = z.strictObject({
  id: z.uuid(),
  version,
  action: z.string().max(40),
  note: words.optional(),
  result: z.string().max(20).optional(),
  reason: z.string().max(20).optional(),
  unit: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  /** 接收单位: a body outside the house, in words. */
  receiver: z.string().trim().min(2).max(60).optional(),
  proof: z.strictObject({ on: day, mode: z.string().max(20) }).optional(),
  target: one.optional(),
  occurredAt: happened.optional(),
  dueOn: day.optional(),
  /** What the step asks of the kind's fields (`asks`); it stands in the timeline as a correction of its own. */
  data: z.record(z.string(), z.unknown()).optional(),
})
export type NewStep = z.infer<typeof newStep>
