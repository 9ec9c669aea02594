import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { label, type Label } from '#platform/text/label.ts'
import { file, one } from './shapes.ts'

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

/** Pages put together to one paper. */
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
} satisfies Contract
