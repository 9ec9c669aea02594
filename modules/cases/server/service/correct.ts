import type { Input } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { clocksToWrite, nextDue } from '../../rules/clocks.ts'
import { changesOf, changesOfPeople, correctedData, correctedPeople, whyNotPeople } from '../../rules/correction.ts'
import { codeProblem, type Engine, refuseProblems, today } from '../engine.ts'
import { cell, type Matter, resultsOf, standing } from '../matter.ts'
import { missingIn } from '../missing.ts'
import * as access from '../queries/access.ts'
import { type Key, quotaLeft, type StepRow } from '../queries/children.ts'
import * as write from '../queries/write.ts'
import { replayClocks } from '../replay.ts'
import { personTokens, textGrams } from '../tokens.ts'
import { unveiled } from '../veil.ts'
import { stepLabel } from '../words.ts'
import { settle } from './edits.ts'
import { checkInput } from './input.ts'
import { claimAgain, earlierOf, sealParties } from './people.ts'
import { nextSeq, openLocked, unlawful } from './steps.ts'

type Body = Input<(typeof casesContract)['correct']>['body']

/**
 * Corrects a matter visibly (更正): fields and people, emptied where `null` is given. What stood before stays readable with the
 * step; search tokens, the claim to once, clocks and figures follow in the same transaction.
 */
export const correct = async (engine: Engine, ctx: Ctx, key: Key, body: Body): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { kind, head } = matter
  if (head.version !== body.version) throw failCommon('http.stale')
  if (head.status === 'void')
    throw unlawful(label('更正', 'Correct'), label('已作废的登记不再更正。', 'A voided registration is not corrected.'))
  const { parties: people = [] } = body
  const given = unveiled(ctx, matter, body.data ?? {})
  const before = {
    category: head.category,
    channel: head.channel,
    title: head.title,
    openedAt: head.opened_at.toISOString(),
    persons: head.persons,
    flags: head.flags,
    result: head.result,
  }
  const openedAt = body.openedAt ? new Date(body.openedAt) : head.opened_at
  const after = {
    category: body.category ?? head.category,
    channel: body.channel ?? head.channel,
    title: body.title === undefined ? head.title : body.title || null,
    openedAt: openedAt.toISOString(),
    persons: body.persons ?? head.persons,
    flags: body.flags ?? head.flags,
    result: body.result ?? head.result,
  }
  const deed = standing(matter.steps).find(
    (step) => step.action in kind.transitions && today(step.occurred_at) < today(openedAt),
  )
  if (body.openedAt && deed)
    refuseProblems([
      {
        path: 'openedAt',
        zh: `收件日期不能晚于已经办的「${stepLabel(kind, deed.action).zh}」(${today(deed.occurred_at)})。请核对日期。`,
        en: `It cannot have come after “${stepLabel(kind, deed.action).en}” of ${today(deed.occurred_at)}. Check the date.`,
      },
    ])
  const concluded = after.result === head.result ? null : resultStep(engine, matter, after.result ?? '')
  const parties = correctedPeople(matter.parties, people, today(ctx.now))
  const owing = new Set(
    matter.obligations.flatMap((one) => (one.done_on === null && one.by_party ? [one.by_party] : [])),
  )
  const why = whyNotPeople(kind, matter.parties, parties, owing)
  if (why) refuseProblems([{ path: 'parties', ...why }])
  const data = checkInput(
    engine,
    kind,
    {
      category: after.category ?? undefined,
      channel: after.channel ?? undefined,
      title: after.title ?? undefined,
      openedAt: after.openedAt,
      persons: after.persons,
      flags: after.flags,
      parties,
      data: correctedData(matter.data, given),
    },
    ctx.now,
    // A fault is told at the place the person has in the request.
    (index) => people.findIndex((one) => one.id === parties[index]?.id),
  )
  const ofPeople = changesOfPeople(matter.parties, parties)
  const earlier = await earlierOf(ctx, body.repeatOf)
  const changes = [
    ...changesOf(before, after),
    ...changesOf(matter.data, data, 'data.'),
    ...ofPeople,
    ...changesOf({}, earlier ? { repeatOf: earlier.number } : {}),
  ]
  if (changes.length === 0)
    refuseProblems([{ path: 'reason', zh: '还没有改动,不用更正。', en: 'Nothing has been changed.' }])
  const fields = [...new Set(changes.map(({ field, party }) => (party ? `parties.${field}` : field)))]
  await write.changeBody(ctx.tx, key, ctx.vault.seal(matter.key, cell(head, 'body', 'data'), JSON.stringify(data)))
  const moved = {
    category: after.category,
    channel: after.channel,
    title: after.title,
    opened_at: openedAt,
    persons: after.persons,
    flags: after.flags,
    result: after.result,
    kind_version: kind.version,
    lacks: lacksAfter(matter, { head: { ...head, ...after }, data, parties }),
  }
  const clocks = replayClocks(engine, { ...matter, data, parties, head: { ...head, ...moved } })
  const due = nextDue(kind, clocks)
  const changed = await write.changeHead(ctx.tx, key, head.version, { ...moved, ...due }, ctx.now)
  if (!changed) throw failCommon('http.stale')
  const restrict =
    head.access === 0 && (kind.restricts?.({ category: after.category, flags: after.flags, data }) ?? false)
  if (restrict) await access.restrict(ctx.tx, key, 1)
  const restricted = restrict || head.access > 0
  const touched = new Set(ofPeople.map(({ party }) => party))
  // An age was stated on the day the matter was received: another day is another year of birth.
  const again = openedAt.getTime() === head.opened_at.getTime() ? parties.filter((one) => touched.has(one.id)) : parties
  const seq = String(nextSeq(matter))
  await write.save(ctx.tx, key, {
    step: {
      occurredAt: ctx.now,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: 'correct',
      from: head.status,
      to: head.status,
      note: ctx.vault.seal(matter.key, cell(head, 'step', 'note', seq), body.reason),
      replaced: ctx.vault.seal(matter.key, cell(head, 'step', 'replaced', seq), JSON.stringify(changes)),
      payload: {
        fields,
        ...(after.category === head.category ? {} : { category: [head.category, after.category] }),
        ...(concluded ? { resultOf: concluded.seq, result: after.result } : {}),
      },
      leftHouse: false,
    },
    ...clocksToWrite(matter.clocks, clocks),
    parties: sealParties(ctx, matter.key, key, again, openedAt),
    dropParties: matter.parties.map(({ id }) => id).filter((id) => !parties.some((one) => one.id === id)),
    tokens: {
      persons: personTokens(ctx.vault, key.home, parties, restricted, today(ctx.now)),
      text: restricted ? null : { openedAt, grams: textGrams(ctx.vault, head.scope, after.title, data) },
      replace: true,
    },
  })
  if (body.repeatOf) await access.link(ctx.tx, key, 'repeat-of', body.repeatOf, ctx.actor.accountId, ctx.now)
  await moveQuota(ctx, matter, data)
  if (touched.size > 0 || again === parties) await claimAgain(ctx, kind, key, parties, today(openedAt).slice(0, 4))
  return settle(engine, ctx, key, 'cases.correct', { fields })
}

// What a quick note left is counted anew until nothing of it is left.
const lacksAfter = ({ kind, head }: Matter, now: Parameters<typeof missingIn>[1]): number =>
  head.lacks === 0 ? 0 : missingIn(kind, now).length

// The step whose result is corrected: the last that named one, while its result stands.
const resultStep = (engine: Engine, { kind, head, steps }: Matter, result: string): StepRow => {
  const seq = head.result === null ? undefined : [...resultsOf(steps).keys()].at(-1)
  const step = steps.find((one) => one.seq === seq)
  if (!step)
    throw unlawful(
      label('更正', 'Correct'),
      label('现在没有处理结果可以更正。', 'There is no result now that could be corrected.'),
    )
  const list = kind.transitions[step.action]?.results
  if (list) refuseProblems(codeProblem(engine, list, result, today(step.occurred_at), 'result'))
  return step
}

// A place taken in one campaign is given back and taken in the other.
const moveQuota = async (
  ctx: Ctx,
  { kind, head, data: before }: Matter,
  data: Record<string, unknown>,
): Promise<void> => {
  const field = kind.review?.campaign
  if (!field || before[field] === data[field]) return
  if (!(await access.unclaim(ctx.tx, head, 'quota'))) return
  const campaign = String(data[field] ?? '')
  const beyond = Object.keys(kind.states).filter((state) => state !== kind.initial)
  const left = await quotaLeft(ctx.tx, campaign, kind.key, head.scope, beyond)
  if (left !== null && left <= 0)
    refuseProblems([{ path: `data.${field}`, zh: '这一批次的名额已用完。', en: 'This campaign has no places left.' }])
  await access.claim(ctx.tx, head, `quota:${campaign}`, Buffer.from(head.id))
}
