import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { label, type Label } from '#platform/text/label.ts'
import { caseView, file, happened, one, words } from './shapes.ts'

/** What a paper is that came in, said with one tap. */
export const paperKinds = {
  letter: label('来信原件', 'Her letter'),
  identity: label('身份证明', 'Proof of identity'),
  evidence: label('证据材料', 'Evidence'),
  receipt: label('告知书回执', 'Signed receipt'),
  instruction: label('领导批示', 'Instruction'),
  answer: label('盖章的回复', 'Stamped answer'),
  other: label('其他材料', 'Other'),
} as const satisfies Record<string, Label>
export type PaperKind = keyof typeof paperKinds

/** What an attachment is, where somebody said so. */
export const paperKindOf = (purpose: string): Label | null =>
  Object.hasOwn(paperKinds, purpose) ? paperKinds[purpose as PaperKind] : null

const turns = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])

/** Pages put together to one paper, and the answers of others (代录). */
export const papersInRoutes = {
  namePaper: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/papers-in/{paper}',
    can: 'cases.register',
    summary: {
      zh: '写明收到的是什么材料,理好页序',
      en: 'Say what a paper is that came in, and put its pages in order',
    },
    params: one.extend({ paper: z.uuid() }),
    body: z.strictObject({
      purpose: z.enum(Object.keys(paperKinds) as [PaperKind, ...PaperKind[]]),
      /** In their order; clockwise degrees each is turned by before it is read. */
      pages: z
        .array(z.object({ file: z.uuid(), turn: turns }))
        .min(1)
        .max(40),
    }),
    response: z.object({ files: z.array(file) }),
  }),
  recordAnswer: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/answers/{answer}',
    can: 'cases.handle',
    summary: {
      zh: '记下别的单位的答复(电话、来函、盖章的回复)',
      en: 'Record the answer of another body: by telephone, letter or stamped paper',
    },
    params: one.extend({ answer: z.uuid() }),
    body: z.strictObject({
      /** Who answered: the body, and whom one spoke to. */
      from: z.string().trim().min(1).max(60),
      /** What the answer says; without a paper it must be told. */
      said: words.optional(),
      /** The stamped answer as it came in, named so by `namePaper`. */
      paper: z.uuid().optional(),
      /** Place in the timeline of the step it answers; none where it answers no step. */
      answers: z.int().min(1).optional(),
      occurredAt: happened.optional(),
    }),
    response: caseView,
  }),
} satisfies Contract
