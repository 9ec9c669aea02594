import type { Bytes, Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { checkUpload } from '#platform/files/sniff.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { type Engine, fail, refuseProblems } from '../engine.ts'
import { cell } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import * as files from '../queries/files.ts'
import { shownSteps } from '../shown.ts'
import { log } from './edits.ts'
import { openLocked } from './steps.ts'
import { viewOf } from '../view.ts'
import { withdraw } from './withdraw.ts'

type CaseFile = NonNullable<CaseView['body']>['files'][number]

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
  file: CaseFile
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
      paper: null,
      page: null,
      turn: 0,
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

/** Says what a paper is that came in and which attachments are its pages, in which order and how turned. Said again it is said anew. */
export const namePaper = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  paper: string,
  { purpose, pages }: Input<(typeof casesContract)['namePaper']>['body'],
): Promise<Output<(typeof casesContract)['namePaper']>> => {
  const matter = await openLocked(engine, ctx, key)
  const named = pages.map(({ file }) => file)
  const lost = named.findIndex((id, index) => named.indexOf(id) !== index || !matter.files.some((one) => one.id === id))
  if (lost >= 0)
    refuseProblems([
      {
        path: `pages.${lost}.file`,
        zh: `第 ${lost + 1} 页不在这件事的附件里,或出现了两次。刷新页面再理一次。`,
        en: `Page ${lost + 1} is no attachment of this matter, or stands here twice: reload and arrange again.`,
      },
    ])
  await files.namePaper(ctx.tx, key, paper, purpose, pages)
  ctx.audit({
    action: 'cases.namePaper',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    detail: { paper, is: purpose, pages: pages.length },
  })
  const { body } = await viewOf(engine, ctx, matter.head)
  return { files: body?.files ?? [] }
}
