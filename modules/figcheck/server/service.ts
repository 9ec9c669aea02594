import type { Service } from '#platform/contract/route.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Language } from '#platform/text/label.ts'
import { type CheckedText, type figcheckContract, figcheckErrors, type formats, verdicts } from '../contract.ts'
import { asDocx } from '../export/docx.ts'
import type { DecidedFile } from '../export/file.ts'
import { asJson } from '../export/json.ts'
import { asXlsx } from '../export/xlsx.ts'
import type { Line } from '../lines.ts'
import { checkFile, type Dropped } from './check.ts'

const fail = failures(figcheckErrors)

/** The figure check as a service: nothing of a text is kept, and the audit holds its size only. */
export const figcheckService = (): Service<typeof figcheckContract, Ctx> => ({
  check: async (ctx, { query, body }) => {
    ctx.audit({ action: 'figcheck.check', detail: { bytes: body.length } })
    return async () => {
      const checked = await checkFile(body, query.name)
      if (!checked.ok) throw fail('figcheck.unread', { reason: checked.reason })
      return { text: checked.text, changes: checked.changes, lines: told(checked.lines) }
    }
  },
  against: async (ctx, { body: { name, file, earlier } }) => {
    const bytes = Buffer.from(file, 'base64')
    ctx.audit({ action: 'figcheck.check', detail: { bytes: bytes.length } })
    return async () => {
      const checked = await checkFile(bytes, name, bytesOf(earlier))
      if (!checked.ok) throw fail('figcheck.unread', { reason: checked.reason })
      return { text: checked.text, changes: checked.changes, lines: told(checked.lines) }
    }
  },
  export: async (ctx, { body: { name, file, earlier, format, decisions } }) => {
    const bytes = Buffer.from(file, 'base64')
    const { language } = ctx.client
    ctx.audit({ action: 'figcheck.export', detail: { bytes: bytes.length, format } })
    return async () => {
      const checked = await checkFile(bytes, name, earlier ? bytesOf(earlier) : undefined)
      if (!checked.ok) throw fail('figcheck.unread', { reason: checked.reason })
      const said = new Map(decisions.map((one) => [placeOf(one), one]))
      const decided: DecidedFile = {
        bytes,
        name,
        text: checked.text,
        lines: checked.lines.map((line) => ({ ...line, decision: said.get(placeOf(line)) ?? open })),
        statements: checked.statements,
        by: ctx.actor.titleZh,
        at: ctx.now,
      }
      return { name: `${name.replace(/\.\w{1,5}$/, '')}-核对.${format}`, ...(await written[format](decided, language)) }
    }
  },
})

const bytesOf = ({ name, file }: { name: string; file: string }): Dropped => ({
  name,
  bytes: Buffer.from(file, 'base64'),
})

const open = { state: 'open', reason: null } as const

const placeOf = ({ kind, start, end }: { kind: string; start: number; end: number }): string =>
  `${kind}|${start}|${end}`

type File = { readonly bytes: Uint8Array; readonly mediaType: string }

const written: Readonly<Record<(typeof formats)[number], (file: DecidedFile, language: Language) => Promise<File>>> = {
  docx: async (file, language) => ({
    bytes: (await asDocx(file, language)).bytes,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  }),
  xlsx: async (file, language) => ({
    bytes: await asXlsx(file, language),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
  json: (file) => Promise.resolve({ bytes: new TextEncoder().encode(asJson(file)), mediaType: 'application/json' }),
}

const told = (lines: readonly Line[]): CheckedText['lines'] =>
  lines.flatMap((one) => {
    const verdict = verdicts.find((known) => known === one.verdict)
    return verdict ? [{ ...one, verdict }] : []
  })
