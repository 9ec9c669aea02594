import { createHmac } from 'node:crypto'
import { v7 } from 'uuid'
import { unitByCode } from '#modules/org/server/index.ts'
import type { Ctx } from '#platform/http/context.ts'
import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { checkName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import { titleProblem } from '#modules/people/rules/titlecheck.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import { invalid } from '#platform/http/problem.ts'
import type { CaseView, NewCase, PartyInput } from '../../contract.ts'
import type { CaseKind } from '../../define.ts'
import { moveClocks, nextDue } from '../../rules/clocks.ts'
import { codeProblem, type Engine, fail, refuseProblems, today } from '../engine.ts'
import { cell, derivedOf, type Matter, type Party, stepBy, loadMatter } from '../matter.ts'
import { post } from '../post.ts'
import * as access from '../queries/access.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { personTokens, textGrams } from '../tokens.ts'
import { viewOf } from '../view.ts'

/** What an import adds to a registration. */
export type Origin = {
  readonly batchId?: string
  readonly unit?: { readonly id: number; readonly scope: string; readonly home: string }
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
  const place = origin.unit ?? { id: ctx.actor.unitId, scope: ctx.actor.scope, home: ctx.actor.home }
  if (key.home !== place.home)
    throw failCommon('http.invalid', { count: 1 }, [
      {
        path: 'home',
        zh: `应登记在 ${place.home}。请刷新页面再试。`,
        en: `Must be registered at ${place.home}. Reload the page.`,
      },
    ])
  const standing = await heads.findHead(ctx.tx, key.home, key.id)
  if (standing) {
    if (
      standing.created_by === ctx.actor.accountId &&
      standing.kind === input.kind &&
      (await sameInput(engine, ctx, standing, input))
    )
      return { head: standing }
    throw failCommon('http.exists')
  }
  const kind = engine.kind(input.kind)
  const data = checkInput(engine, kind, input, ctx.now)
  if (input.repeatOf && !(await heads.findHead(ctx.tx, input.repeatOf.home, input.repeatOf.id))?.openable)
    refuseProblems([
      {
        path: 'repeatOf',
        zh: '没有找到要关联的那一件,请重新选。',
        en: 'The matter it repeats was not found: choose again.',
      },
    ])
  const notTo = await unitKeys(ctx, input.notTo ?? [])
  if (notTo.length && !ctx.actor.permissions.has('cases.supervise')) {
    const above = await heads.unitsOver(ctx.tx, place.scope)
    if (above.some((id) => notTo.includes(`o:${id}`)))
      refuseProblems([
        {
          path: 'notTo',
          zh: '排除上级请由县级以上权益干部办。',
          en: 'A unit above is excluded only by a rights officer of a county or higher.',
        },
      ])
  }
  if (notTo.includes(`o:${ctx.actor.unitId}`))
    refuseProblems([
      {
        path: 'notTo',
        zh: '不能把自己的单位排除在外。请改由上级登记,或登记后交给上级。',
        en: 'You cannot exclude your own unit: have the level above register it, or hand it up afterwards.',
      },
    ])
  const openedAt = input.openedAt ? new Date(input.openedAt) : ctx.now
  const flags = input.flags ?? []
  const category = input.category ?? null
  const restricted =
    input.restricted === true || kind.access !== 'open' || (kind.restricts?.({ category, flags, data }) ?? false)
  const level = kind.access === 'closed' ? 2 : restricted ? 1 : 0
  const state = kind.states[kind.initial]
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
    linked: [],
  }
  const clocks = moveClocks(kind, 'opened', kind.initial, openedAt, facts, [], engine.catalogue, engine.calendar())
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
    payload: { channel: input.channel ?? null, input: inputMark(ctx, input) },
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
  const inserted = await write.insertHead(
    ctx.tx,
    {
      ...key,
      kind: kind.key,
      kindVersion: kind.version,
      unitId: place.id,
      scope: place.scope,
      category,
      channel: input.channel ?? null,
      status: kind.initial,
      phase: phases[state?.phase ?? 'open'],
      title: input.title ?? null,
      openedAt,
      nextDueAt: due?.dueAt ?? null,
      nextDueClock: due?.key ?? null,
      ownerPost: origin.unit ? null : ctx.actor.postId,
      persons: input.persons ?? 1,
      flags,
      notifyMode: input.notifyMode ?? null,
      access: level,
      viewers: level > 0 ? [`u:${ctx.actor.accountId}`, `p:${ctx.actor.postId}`] : [],
      sourceRef: input.sourceRef ?? null,
      batchId: origin.batchId ?? null,
      createdBy: ctx.actor.accountId,
      now: ctx.now,
    },
    kind.code,
    year,
  )
  await write.save(ctx.tx, key, changes)
  await claimOnce(ctx, kind, key, input.parties, year)
  if (input.repeatOf) await access.link(ctx.tx, key, 'repeat-of', input.repeatOf, ctx.actor.accountId, ctx.now)
  if (input.ownerPost && input.ownerPost !== ctx.actor.postId) {
    if (!(await access.assign(ctx.tx, key, input.ownerPost))) throw fail('cases.post')
    await write.tell(ctx.tx, [input.ownerPost], {
      id: v7(),
      at: ctx.now,
      key: 'assigned',
      home: key.home,
      caseId: key.id,
      vars: { number: inserted.number, by: ctx.actor.name },
    })
  }
  if (notTo.length) await access.bar(ctx.tx, key, notTo)
  if (input.draft) await access.dropDraft(ctx.tx, ctx.actor.accountId, input.draft)
  // Another owner or a bar changes the head after it was made.
  const head =
    (input.ownerPost || notTo.length ? await heads.findHead(ctx.tx, key.home, key.id) : undefined) ?? inserted
  const parties = input.parties.map((party) => {
    const { sex } = derivedOf(party, openedAt)
    return sex && !party.sex ? { ...party, sex: sex as '1' | '2' } : party
  })
  const links = input.repeatOf
    ? [{ relation: 'repeat-of', other_home: input.repeatOf.home, other_id: input.repeatOf.id, number: null }]
    : []
  const matter: Matter = {
    kind,
    head,
    key: record.key,
    data,
    damaged: null,
    parties,
    steps: [stepBy(ctx, 1, opened)],
    clocks,
    tracks: [],
    parts: [],
    obligations: [],
    acts: [],
    links,
    files: [],
    approvals: [],
  }
  await post(engine, ctx, head, matter)
  ctx.audit({ action: 'cases.register', kind: kind.key, home: key.home, id: key.id })
  return { head, matter }
}

/** What was sent, as a keyed mark: a repeated click is told from a changed form without keeping the words. */
export const inputMark = (ctx: Ctx, input: NewCase): string => {
  const { draft: _draft, ...sent } = input
  return createHmac('sm3', ctx.vault.derive('cases.create')).update(JSON.stringify(sent)).digest('base64')
}

const sameInput = async (engine: Engine, ctx: Ctx, head: heads.HeadRow, input: NewCase): Promise<boolean> => {
  if (!head.openable) return true
  const mark = (await loadMatter(engine, ctx, head)).steps[0]?.payload['input']
  return mark === undefined || mark === inputMark(ctx, input)
}

/** Keys of units named by code; an unknown code is refused before anything is written. */
export const unitKeys = async (ctx: Ctx, codes: readonly string[]): Promise<string[]> => {
  const keys: string[] = []
  for (const code of codes) keys.push(`o:${(await unitByCode(ctx.tx, code, today(ctx.now))).id}`)
  return keys
}

/** The route. */
export const create = async (
  engine: Engine,
  ctx: Ctx,
  key: { home: string; id: string },
  input: NewCase,
): Promise<CaseView> => {
  const { head, matter } = await enrol(engine, ctx, key, input, {})
  return viewOf(engine, ctx, head, matter)
}

export const phases = { open: 0, decided: 1, closed: 2 } as const

/** Seals parties with the record's key; `noted` is the day ages were stated. */
export const sealParties = (
  ctx: Ctx,
  dataKey: Parameters<Ctx['vault']['seal']>[0],
  key: { home: string; id: string },
  parties: readonly PartyInput[],
  noted: Date,
): write.PartyWrite[] =>
  parties.map((party) => {
    const derived = derivedOf(party, noted)
    const { id, role, ...said } = party
    const stored: Omit<Party, 'id' | 'role'> = {
      ...said,
      ...(derived.sex && !said.sex ? { sex: derived.sex as '1' | '2' } : {}),
    }
    return {
      id,
      role,
      sealed: ctx.vault.seal(dataKey, cell(key, 'party', 'sealed', id), JSON.stringify(stored)),
      sex: derived.sex,
      birthYear: derived.birthYear,
      residence: null,
    }
  })

/** Checks everything a person can get wrong and reports all of it at once. @returns the validated fields. */
export const checkInput = (
  engine: Engine,
  kind: CaseKind,
  input: Omit<NewCase, 'kind'>,
  now: Date,
): Record<string, unknown> => {
  const problems: FieldProblem[] = []
  const day = input.openedAt ? today(new Date(input.openedAt)) : today(now)
  if (input.openedAt && new Date(input.openedAt).getTime() > now.getTime() + 60_000)
    problems.push({
      path: 'openedAt',
      zh: '收件时间在将来。请核对日期。',
      en: 'The received time is in the future. Check the date.',
    })
  problems.push(...codeProblem(engine, kind.categories, input.category, day, 'category'))
  if (input.category === undefined && kind.channels)
    problems.push({
      path: 'category',
      zh: '还没有选类别。拿不准可先选「其他」,以后再更正。',
      en: 'Choose a class; if unsure choose “Other” and correct later.',
    })
  if (kind.channels) problems.push(...codeProblem(engine, kind.channels, input.channel, day, 'channel'))
  if (kind.channels && input.channel === undefined)
    problems.push({
      path: 'channel',
      zh: '还没有选渠道(来信、来访、来电…)。',
      en: 'Choose the channel (letter, visit, call…).',
    })
  for (const flag of input.flags ?? []) problems.push(...codeProblem(engine, 'petition-flags', flag, day, 'flags'))
  problems.push(...codeProblem(engine, 'notify-modes', input.notifyMode, day, 'notifyMode'))
  const parsed = kind.fields.safeParse(input.data ?? {})
  if (!parsed.success) problems.push(...invalid(parsed.error, 'data').fields)
  else
    for (const [field, { codes }] of Object.entries(kind.labels)) {
      if (!codes || !(codes in engine.catalogue.codes)) continue
      const value = (parsed.data as Record<string, unknown>)[field]
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof one === 'string') problems.push(...codeProblem(engine, codes, one, day, `data.${field}`))
    }
  problems.push(
    ...(input.parties ?? []).flatMap((party, index) => partyProblems(kind, party, index, now, input.flags ?? [])),
  )
  for (const [role, spec] of Object.entries(kind.parties)) {
    const present = (input.parties ?? []).filter((party) => party.role === role).length
    if (present > (spec.max ?? 1))
      problems.push({
        path: 'parties',
        zh: `${spec.label.zh}最多 ${spec.max ?? 1} 位。`,
        en: `At most ${spec.max ?? 1}: ${spec.label.en}.`,
      })
  }
  const names = (input.parties ?? []).flatMap((party) => (party.name ? [party.name] : []))
  const title = input.title ? titleProblem(input.title, names) : undefined
  if (title) problems.push({ path: 'title', ...title })
  refuseProblems(problems)
  return parsed.data as Record<string, unknown>
}

const partyProblems = (
  kind: CaseKind,
  party: PartyInput,
  index: number,
  now: Date,
  flags: readonly string[],
): FieldProblem[] => {
  const problems: FieldProblem[] = []
  const at = (field: string): string => `parties.${index}.${field}`
  if (!(party.role in kind.parties))
    problems.push({
      path: at('role'),
      zh: `「${kind.label.zh}」没有这种身份:${party.role}。`,
      en: `“${kind.label.en}” has no role ${party.role}.`,
    })
  if (party.name) {
    const name = checkName(party.name)
    if (!name.ok) problems.push({ path: at('name'), ...name.reason })
  } else if (!party.anonymous && !flags.includes('ANONYMOUS') && !flags.includes('UNCLEAR'))
    problems.push({
      path: at('name'),
      zh: '姓名没有填。不肯说姓名点〔匿名〕,说不清点〔身份不清〕。',
      en: 'The name is empty. If it was not given choose “Anonymous” or “Unclear”.',
    })
  if (party.phone) {
    const phone = checkPhone(party.phone)
    if (!phone.ok) problems.push({ path: at('phone'), ...phone.reason })
  }
  if (party.idNumber && (party.idType ?? '01') === '01') {
    const id = checkIdNumber(party.idNumber, today(now))
    if (!id.ok) problems.push({ path: at('idNumber'), ...id.reason })
    else if (id.value.derived15)
      problems.push({
        path: at('idNumber'),
        zh: `这是 15 位旧号码,换算为 ${id.value.normal},请核对后填 18 位。`,
        en: `This is an old 15-digit number; as 18 digits it is ${id.value.normal}. Check it and enter 18 digits.`,
      })
    else if (party.sex && party.sex !== id.value.sex && (party.sex === '1' || party.sex === '2'))
      problems.push({
        path: at('sex'),
        zh: '性别和身份证号不一致,请核对。',
        en: 'The sex does not agree with the ID number.',
      })
    else if (party.birth && party.birth !== id.value.birth)
      problems.push({
        path: at('birth'),
        zh: `出生日期和身份证号(${id.value.birth})不一致,请核对。`,
        en: `The birth date does not agree with the ID number (${id.value.birth}).`,
      })
  }
  if (party.birth && party.birth > today(now))
    problems.push({ path: at('birth'), zh: '出生日期在将来,请核对。', en: 'The birth date is in the future.' })
  return problems
}

// Once per person or per person and year; people without an ID number cannot be told apart and are not claimed.
const claimOnce = async (
  ctx: Ctx,
  kind: CaseKind,
  key: { home: string; id: string },
  parties: readonly PartyInput[],
  year: string,
): Promise<void> => {
  const once = kind.once
  if (!once) return
  for (const party of parties.filter((one) => one.role === once.role && one.idNumber)) {
    const [token] = personTokens(
      ctx.vault,
      key.home,
      [{ ...party, name: undefined, phone: undefined } as PartyInput],
      true,
      today(ctx.now),
    )
    if (
      token &&
      !(await access.claim(ctx.tx, key, once.per === 'year' ? `${once.purpose}:${year}` : once.purpose, token.token))
    )
      throw fail('cases.once', { kind: kind.label.zh })
  }
}
