import type { Bytes } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { checkUpload } from '#platform/files/sniff.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Engine, fail } from '../engine.ts'
import { cell } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import * as files from '../queries/files.ts'
import { shownSteps } from '../shown.ts'
import { log } from './edits.ts'
import { openLocked } from './steps.ts'
import { withdraw } from './withdraw.ts'

/** Takes an attachment: its content decides what it is; stored sealed with the record's key. The same id twice is one file. */
export const addFile = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  name: string,
  purpose: string,
  bytes: Uint8Array,
): Promise<{
  file: { id: string; purpose: string; name: string; mediaType: string; size: number; addedAt: string; addedBy: string }
}> => {
  const matter = await openLocked(engine, ctx, key)
  const checked = checkUpload({ name, bytes })
  if (!checked.ok) throw fail('cases.file', { reason: checked.reason })
  if (!matter.steps.some((step) => step.payload['file'] === id)) {
    await files.insert(ctx.tx, key, {
      id,
      purpose,
      name: ctx.vault.seal(matter.key, cell(key, 'file', 'name', id), checked.name),
      mediaType: checked.mediaType,
      size: bytes.length,
      by: ctx.actor.accountId,
      now: ctx.now,
      content: ctx.vault.seal(matter.key, cell(key, 'file_content', 'sealed', id), bytes),
    })
    await log(ctx, matter, 'file', checked.name, { file: id })
    ctx.audit({ action: 'cases.addFile', kind: matter.kind.key, home: key.home, id: key.id, detail: { file: id } })
  }
  return {
    file: {
      id,
      purpose,
      name: checked.name,
      mediaType: checked.mediaType,
      size: bytes.length,
      addedAt: ctx.now.toISOString(),
      addedBy: ctx.actor.name,
    },
  }
}

/** Gives an attachment to whoever may open the matter; each time is an audit row. */
export const getFile = async (engine: Engine, ctx: Ctx, key: Key, id: string): Promise<Bytes> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const file = matter.files.find((one) => one.id === id)
  const sealed = file ? await files.contentOf(ctx.tx, key, id) : undefined
  if (!file || !sealed) throw failCommon('http.notFound')
  ctx.audit({ action: 'cases.getFile', kind: matter.kind.key, home: key.home, id: key.id, detail: { file: id } })
  const inline = /^(image\/(png|jpeg|webp)|application\/pdf)$/.test(file.media_type)
  return {
    bytes: ctx.vault.openBytes(matter.key, cell(key, 'file_content', 'sealed', id), sealed),
    mediaType: file.media_type,
    name: ctx.vault.open(matter.key, cell(key, 'file', 'name', id), file.name),
    inline,
  }
}

/** Takes back an attachment one added oneself, by its id. */
export const dropFile = async (engine: Engine, ctx: Ctx, key: Key, id: string): Promise<void> => {
  const matter = await openLocked(engine, ctx, key)
  const { steps } = await shownSteps(ctx, matter)
  const seq = steps.findIndex((step) => step.action === 'file' && step.payload['file'] === id) + 1
  if (seq === 0) throw failCommon('http.notFound')
  await withdraw(engine, ctx, key, { version: matter.head.version, seq, reason: '拍错了' })
}
