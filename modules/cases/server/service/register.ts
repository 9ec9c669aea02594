import { createHmac } from 'node:crypto'
import type { Ctx } from '#platform/http/context.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { CaseView, NewCase } from '../../contract.ts'
import { nextDue } from '../../rules/clocks.ts'
import { playStep } from '../../rules/play.ts'
import { type Engine, fail, postingRows, refuseProblems, today } from '../engine.ts'
import { cell, derivedOf, loadMatter, type Matter, phases, stepBy } from '../matter.ts'
import { contributionsOf } from '../post.ts'
import * as access from '../queries/access.ts'
import * as heads from '../queries/heads.ts'
import { insertSources } from '../queries/sources.ts'
import * as write from '../queries/write.ts'
import { personTokens, textGrams } from '../tokens.ts'
import { viewOf } from '../view.ts'
import { keysApart, tellApart } from './exclusions.ts'
import { checkInput } from './input.ts'
import { claimOnce, earlierOf, sealParties } from './people.ts'
import { sealLine, type SourceLine } from '../source.ts'

/** What an import adds to a registration. */
export type Origin = {
  readonly batchId?: string
  /** The line of the register it comes from. */
  readonly source?: SourceLine
  readonly unit?: { readonly id: number; readonly scope: string; readonly home: string; readonly level: string }
}

/**
 * Registers a matter once: the same key with the same author answers what stands; another author's key is refused.
 * Restricted kinds and classes are restricted from their first moment, with author, post and unit of the author as the team.
 */
export const register = async (
  engine: Engine,
  ctx: Ctx,
  key: { home: string; id: string },
  input: NewCase,
  origin: Origin = {},
): Promise<heads.HeadRow> => (await enrol(engine, ctx, key, input, origin)).head

const enrol = async (
  engine: Engine,
  ctx: Ctx,
  key: { home: string; id: string },
  input: NewCase,
  origin: Origin,
): Promise<{ head: heads.HeadRow; matter?: Matter }> => {
  const { actor } = ctx
  const place = origin.unit ?? { id: actor.unitId, scope: actor.scope, home: actor.home, level: actor.level }
  if (key.home !== place.home)
    throw failCommon('http.invalid', { count: 1 }, [
      {
        path: 'home',
        zh: `应登记在 ${place.home}。请刷新页面再试。`,
        en: `Must be registered at ${place.home}. Reload the page.`,
      },
    ])
  const kind = engine.kind(input.kind)
  const data = checkInput(engine, kind, input, ctx.now)
  const repeated = await earlierOf(ctx, input.repeatOf)
  const notTo = await keysApart(
    ctx,
    { unit_id: place.id, scope: place.scope, owner_post: input.ownerPost ?? null },
    { units: input.notTo ?? [], posts: input.notToPosts ?? [] },
    { units: 'notTo', posts: 'notToPosts' },
  )
  const openedAt = input.openedAt ? new Date(input.openedAt) : ctx.now
  const flags = input.flags ?? []
  const category = input.category ?? null
  const restricted =
    input.restricted === true || kind.access !== 'open' || (kind.restricts?.({ category, flags, data }) ?? false)
  const level = kind.access === 'closed' ? 2 : restricted ? 1 : 0
  const facts = {
    status: kind.initial,
    category,
    channel: input.channel ?? null,
    flags,
    notifyMode: input.notifyMode ?? null,
    result: null,
    persons: input.persons ?? 1,
    data,
    done: [],
    tracks: [],
    obligations: [],
    acts: [],
    files: [],
    parties: input.parties.map((party) => party.role),
    parts: [],
  }
  const { clocks } = playStep(
    kind,
    facts,
    [],
    { action: 'opened', status: kind.initial, at: openedAt },
    engine.catalogue,
    engine.calendar(),
  )
  const due = nextDue(kind, clocks)
  const year = today(openedAt).slice(0, 4)
  const record = await ctx.vault.newRecord(key.home, kind.domain)
  const opened: write.NewStepRow = {
    occurredAt: openedAt,
    recordedAt: ctx.now,
    accountId: ctx.actor.accountId,
    postId: ctx.actor.postId,
    unitId: ctx.actor.unitId,
    action: 'opened',
    from: null,
    to: kind.initial,
    note: null,
    payload: {
      channel: input.channel ?? null,
      input: inputMark(ctx, input),
      ...(notTo.length ? { notTo } : {}),
    },
    leftHouse: false,
  }
  const changes: write.Changes = {
    body: {
      dataKey: record.wrapped,
      data: ctx.vault.seal(record.key, cell(key, 'body', 'data'), JSON.stringify(data)),
    },
    parties: sealParties(ctx, record.key, key, input.parties, openedAt),
    step: opened,
    clocks,
    tokens: {
      persons: personTokens(ctx.vault, key.home, input.parties, restricted, today(ctx.now)),
      text: restricted ? null : { openedAt, grams: textGrams(ctx.vault, place.scope, input.title ?? null, data) },
      replace: false,
    },
  }
  const draft: heads.HeadRow = {
    ...key,
    kind: kind.key,
    kind_version: kind.version,
    number: '',
    unit_id: place.id,
    scope: place.scope,
    category,
    channel: input.channel ?? null,
    status: kind.initial,
    phase: phases[kind.states[kind.initial]?.phase ?? 'open'],
    title: input.title ?? null,
    opened_at: openedAt,
    decided_at: null,
    closed_at: null,
    result: null,
    ...due,
    owner_post: origin.unit ? null : actor.postId,
    persons: input.persons ?? 1,
    flags,
    notify_mode: input.notifyMode ?? null,
    access: level,
    waiting: null,
    version: 1,
    created_by: actor.accountId,
    created_at: ctx.now,
    source_ref: input.sourceRef ?? null,
    batch_id: origin.batchId ?? null,
    lacks: 0,
    openable: true,
    workable: true,
    unit_name: '',
    unit_level: place.level,
    owner_name: null,
  }
  const matter: Matter = {
    kind,
    head: draft,
    key: record.key,
    data,
    damaged: null,
    parties: input.parties.map((party) => {
      const { sex } = derivedOf(party, openedAt)
      return sex && !party.sex ? { ...party, sex: sex as '1' | '2' } : party
    }),
    steps: [stepBy(ctx, 1, opened)],
    clocks,
    tracks: [],
    parts: [],
    obligations: [],
    acts: [],
    links: repeated ? [{ relation: 'repeat-of', home: repeated.home, id: repeated.id, number: repeated.number }] : [],
    files: [],
    approvals: [],
  }
  const inserted = await write.register(
    ctx.tx,
    { ...draft, viewers: level > 0 ? [`u:${actor.accountId}`, `p:${actor.postId}`] : [] },
    { code: kind.code, year: Number(year) },
    changes,
    postingRows(kind, contributionsOf(matter)),
    ctx.now,
  )
  if (!inserted) return standing(engine, ctx, key, input)
  if (origin.source)
    await insertSources(ctx.tx, key.home, [{ id: key.id, sealed: sealLine(ctx, record.key, key, origin.source) }])
  await claimOnce(ctx, kind, key, input.parties, year)
  if (input.repeatOf) await access.link(ctx.tx, key, 'repeat-of', input.repeatOf, ctx.actor.accountId, ctx.now)
  if (notTo.length) {
    await access.bar(ctx.tx, key, notTo)
    await tellApart(ctx, inserted, [], 'excluded')
  }
  if (input.ownerPost && input.ownerPost !== ctx.actor.postId) {
    if (!(await access.assign(ctx.tx, key, input.ownerPost))) throw fail('cases.post')
    await write.tell(ctx.tx, [input.ownerPost], {
      at: ctx.now,
      key: 'assigned',
      home: key.home,
      caseId: key.id,
      vars: { number: inserted.number, by: ctx.actor.name },
    })
  }
  if (input.draft) await access.dropDraft(ctx.tx, ctx.actor.accountId, input.draft)
  // Another owner or a bar changes the head after it was made.
  const head =
    (input.ownerPost || notTo.length ? await heads.findHead(ctx.tx, key.home, key.id) : undefined) ?? inserted
  ctx.audit({ action: 'cases.register', kind: kind.key, home: key.home, id: key.id })
  return { head, matter: { ...matter, head } }
}

// The key is taken: by the same words of the same author it is the same registration, sent twice.
const standing = async (
  engine: Engine,
  ctx: Ctx,
  key: { home: string; id: string },
  input: NewCase,
): Promise<{ head: heads.HeadRow }> => {
  const head = await heads.findHead(ctx.tx, key.home, key.id)
  if (
    head?.created_by === ctx.actor.accountId &&
    head.kind === input.kind &&
    (await sameInput(engine, ctx, head, input))
  )
    return { head }
  throw failCommon('http.exists')
}

/** What was sent, as a keyed mark: a repeated click is told from a changed form without keeping the words. */
export const inputMark = (ctx: Ctx, input: NewCase): string => {
  const { draft: _draft, ...sent } = input
  return createHmac('sm3', ctx.vault.macKey('cases.create')).update(JSON.stringify(sent)).digest('base64')
}

const sameInput = async (engine: Engine, ctx: Ctx, head: heads.HeadRow, input: NewCase): Promise<boolean> => {
  if (!head.openable) return true
  const mark = (await loadMatter(engine, ctx, head)).steps[0]?.payload['input']
  return mark === undefined || mark === inputMark(ctx, input)
}

/** The route. */
export const create = async (
  engine: Engine,
  ctx: Ctx,
  key: { home: string; id: string },
  input: NewCase,
): Promise<CaseView> => {
  // One number of an old register is one matter, hidden ones too: typed by hand it would ask whether such a one exists.
  if (input.sourceRef !== undefined)
    refuseProblems([
      {
        path: 'sourceRef',
        zh: '来源编号只由导入填写,请去掉。',
        en: 'Source numbers are set by an import only: remove it.',
      },
    ])
  const { head, matter } = await enrol(engine, ctx, key, input, {})
  return viewOf(engine, ctx, head, matter)
}
