import { randomUUID } from 'node:crypto'
import type { NewCase } from '#modules/cases/contract.ts'
import { correct, findHead, loadMatter, trackStep } from '#modules/cases/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import { demoStation } from './demo-accounts.ts'
import { type Hands, type Key, later } from './demo-hands.ts'
import { makeNarrative, makePerson } from './people/names.ts'
import type { PetitionMatter } from './people/narratives.ts'
import { between, chance, pick, type Rng, zipf } from './people/rng.ts'

// Who the other side is, most frequent first, with the petition class whose stories fit.
const relations: readonly (readonly [relation: string, story: PetitionMatter])[] = [
  ['01', '0101'],
  ['02', '0105'],
  ['04', '0105'],
  ['05', '0102'],
  ['06', '0103'],
  ['03', '0101'],
]

/** A case of violence as a district keeps it: assessed, served, followed up, closed by two within the month; the latest are open. */
export const violence = async (
  hands: Hands,
  next: Rng,
  desk: { readonly user: string; readonly approver: string; readonly home: string },
  at: Date,
  now: Date,
): Promise<void> => {
  const [relation, story] = zipf(next, relations)
  const key = await hands.register(desk.user, at, desk.home, caseOf(next, relation, makeNarrative(next, story)))
  const assessed = later(at, 1)
  const followed = later(assessed, between(next, 9, 18))
  const closed = later(assessed, between(next, 20, 27))
  if (assessed > now) return
  await hands.step(desk.user, assessed, key, { action: 'assess', note: pick(next, assessments) })
  await hands.step(desk.user, assessed, key, { action: 'serve', note: '已说明求助渠道和法律措施,约好联系时间。' })
  if (chance(next, 0.15)) {
    const track = await prepareOrder(hands, desk.user, assessed, key)
    if (followed <= now) await orderStep(hands, desk.user, followed, key, track, 'withdraw')
  }
  if (followed > now) return
  await hands.step(desk.user, followed, key, { action: 'monitor', note: '按约定方式联系,近期平稳。' })
  if (closed > now) return
  await hands.change(desk.user, closed, key, (ctx, version) =>
    correct(hands.engine, ctx, key, { version, reason: '补结案情形', data: { closing: 'C1' } }),
  )
  await hands.step(desk.user, closed, key, { action: 'close', note: '回访平稳,本人同意结案。' })
  await hands.agree(desk.approver, closed, key)
}

/**
 * The case the demonstration tells: the other side works at the police station that would receive a referral, so that station is shut
 * out from the first moment; an order of the court runs, and the risk is to be assessed again today.
 */
export const protection = async (hands: Hands, next: Rng, now: Date): Promise<void> => {
  const user = 'county.rights'
  const at = later(now, -31)
  const input = caseOf(
    next,
    '01',
    '他在派出所上班,说报警也没用,前天晚上又动了手。我不敢让他单位知道。',
    '月塘派出所(演示)',
  )
  const key = await hands.register(user, at, '430202', { ...input, notTo: [demoStation] })
  const assessed = later(now, -30)
  await hands.step(user, assessed, key, { action: 'assess', note: '高风险:对方熟悉办案程序,有控制和威胁。' })
  await hands.step(user, assessed, key, { action: 'serve', note: '已陪同就医,暂住亲戚家;联系只走本人留的方式。' })
  const track = await prepareOrder(hands, user, assessed, key)
  for (const [action, daysAgo] of [
    ['file', 29],
    ['accept', 28],
    ['grant', 27],
  ] as const)
    await orderStep(hands, user, later(now, -daysAgo), key, track, action)
}

/** A case whose risk is to be assessed again today: a limit that does not move on a day of rest. */
export const reassessedToday = async (hands: Hands, next: Rng, now: Date): Promise<void> => {
  const user = 'county.rights'
  const key = await hands.register(user, later(now, -31), '430202', caseOf(next, '02', makeNarrative(next, '0105')))
  await hands.step(user, later(now, -30), key, { action: 'assess', note: pick(next, assessments) })
}

const prepareOrder = async (hands: Hands, user: string, at: Date, key: Key): Promise<string> => {
  await hands.step(user, at, key, { action: 'openOrder' })
  return hands.as(user, at, async (ctx) => {
    const head = await findHead(ctx.tx, key.home, key.id)
    const matter = head && (await loadMatter(hands.engine, ctx, head))
    return matter?.tracks[0]?.id ?? ''
  })
}

const orderStep = (hands: Hands, user: string, at: Date, key: Key, track: string, action: string) =>
  hands.change(user, at, key, (ctx, version) => {
    const issuedOn = localDate(at)
    const act = {
      issuer: '荷塘区人民法院',
      number: `(${issuedOn.slice(0, 4)})湘0202民保令7号`,
      issuedOn,
      codes: ['1', '2'],
    }
    return trackStep(hands.engine, ctx, key, track, {
      id: randomUUID(),
      version,
      action,
      ...(action === 'grant' ? { act } : {}),
    })
  })

const caseOf = (next: Rng, relation: string, facts: string, employer?: string): NewCase => {
  const her = makePerson(next, { sex: '2' })
  const other = makePerson(next, { sex: '1' })
  return {
    kind: 'violence',
    category: relation,
    notifyMode: 'F',
    data: { facts, safeNow: employer === undefined && chance(next, 0.7), children: between(next, 0, 2) },
    parties: [
      { id: randomUUID(), role: 'victim', name: her.name, sex: her.sex, phone: her.phone },
      { id: randomUUID(), role: 'perpetrator', name: other.name, sex: other.sex, ...(employer ? { employer } : {}) },
    ],
  }
}

const assessments = ['中等风险:近期有推搡,无器械。', '低风险:已分开居住。', '高风险:有威胁,孩子在场。']
