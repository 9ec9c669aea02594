import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { classNeedsNotifyMode } from '#catalogue/codes/petition-classes.ts'
import type { NewCase, NewStep } from '#modules/cases/contract.ts'
import { decide, type Engine, findHead, register, setNotify, takeStep } from '#modules/cases/server/index.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import type { Ctx } from '#platform/http/context.ts'
import { asPerson, type LocalDoor } from '#platform/http/local.ts'
import { makeNarrative, makePerson } from './people/names.ts'
import type { PetitionMatter } from './people/narratives.ts'
import { between, chance, pick, type Rng, rng, zipf } from './people/rng.ts'

/** What the demo is made with; the same engine and doors as the product's own. */
export type DemoTools = { readonly engine: Engine; readonly door: Omit<LocalDoor, 'enter' | 'from'> }

const day = 86_400_000

// Where matters come in, how often, and who agrees there; shares follow the yearly 579 contacts of the city of seed-001.
const desks = [
  {
    user: 'county.rights',
    approver: 'county.leader',
    home: '430202',
    places: ['月塘街道', '茨菇塘街道', '宋家桥街道'],
  },
  { user: 'county.rights', approver: 'county.leader', home: '430202', places: ['桂花街道', '金山街道', '仙庾镇'] },
  { user: 'county2.rights', approver: 'city.leader', home: '430203', places: ['庆云街道', '建设街道', '龙泉街道'] },
  { user: 'city.rights', approver: 'city.leader', home: '430200', places: ['天元区', '石峰区', '渌口区'] },
  { user: 'town.chair', approver: 'county.leader', home: '430202', places: ['月塘街道'] },
] as const

// Marriage and family first, as in every return of the seed texts.
const classes: readonly PetitionMatter[] = [
  '0101',
  '0113',
  '0117',
  '0129',
  '0121',
  '0403',
  '0414',
  '0128',
  '0302',
  '0118',
  '0416',
  '0705',
  '0706',
  '0108',
  '0122',
  '0115',
  '0407',
  '0303',
  '0205',
  '0602',
  '0307',
  '0711',
  '0213',
  '0120',
  '0405',
  '0304',
  '0604',
  '0709',
  '0502',
  '0102',
]
const channels = ['V', 'T', 'V', 'T', 'W', 'L', 'H', 'U', 'O']

/**
 * Two years of a city's petitions and village disputes up to `now`, made by the product's own services as its people would:
 * registered, accepted, concluded, replied to with approval, archived; the latest stay open, some due today, some overdue.
 * @param tell called with done and total about every 50 matters.
 */
export const seedDemoCity = async (
  { engine, door }: DemoTools,
  now: Date,
  tell: (done: number, total: number) => void,
  count = 1_160,
): Promise<void> => {
  const next = rng(20_250_308)
  const opened = Array.from(
    { length: count },
    (_, index) =>
      new Date(now.getTime() - Math.round(((count - index) / count) * 730 * day) - between(next, 0, 8 * 3_600_000)),
  ).map(atOffice)
  for (const [index, at] of opened.entries()) {
    if (index % 6 === 5) await dispute(engine, door, next, at, now)
    else await petition(engine, door, next, at, now)
    if (index % 50 === 49) tell(index + 1, count)
  }
  await specials(engine, door, next, now)
  tell(count, count)
}

const as = <T>(door: DemoTools['door'], user: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  asPerson({ ...door, from: 'demo', enter: (tx) => enterAs(tx, user, at) }, at, async (ctx) => {
    await sql`set local synchronous_commit = off`.execute(ctx.tx)
    return work(ctx)
  })

const step = (
  door: DemoTools['door'],
  engine: Engine,
  user: string,
  at: Date,
  key: { home: string; id: string },
  input: Omit<NewStep, 'id' | 'version'>,
) =>
  as(door, user, at, async (ctx) => {
    const head = await findHead(ctx.tx, key.home, key.id)
    return head ? takeStep(engine, ctx, key, { id: randomUUID(), version: head.version, ...input }) : undefined
  })

const agree = (door: DemoTools['door'], engine: Engine, user: string, at: Date, key: { home: string; id: string }) =>
  as(door, user, at, async (ctx) => {
    const { rows } = await sql<{
      id: string
    }>`select id from cases.approval where home = ${key.home} and case_id = ${key.id}::uuid and decision is null`.execute(
      ctx.tx,
    )
    if (rows[0]) await decide(engine, ctx, key, rows[0].id, { decision: 'agreed', remark: '同意。' })
  })

const petition = async (engine: Engine, door: DemoTools['door'], next: Rng, at: Date, now: Date): Promise<void> => {
  const desk = zipf(next, desks)
  const matter = zipf(next, classes)
  const key = { home: desk.home, id: randomUUID() }
  await as(door, desk.user, at, (ctx) => register(engine, ctx, key, petitionOf(next, desk, matter)))
  const later = (days: number): Date => atOffice(new Date(at.getTime() + days * day))
  const accepted = later(between(next, 0, chance(next, 0.03) ? 17 : 9))
  if (accepted > now) return
  if (chance(next, 0.18)) {
    await step(door, engine, desk.user, accepted, key, {
      action: 'answer',
      note: '当场解释政策和办理途径,来访人表示清楚。',
    })
    return archive(engine, door, desk, key, later(20), now)
  }
  await step(door, engine, desk.user, accepted, key, { action: 'accept' })
  const concluded = later(between(next, 12, chance(next, 0.04) ? 75 : 52))
  if (concluded > now) return
  await step(door, engine, desk.user, concluded, key, {
    action: 'conclude',
    result: zipf(next, ['S', 'E', 'X']),
    note: pick(next, outcomes),
  })
  const replied = new Date(concluded.getTime() + 2 * day)
  if (replied > now) return
  if (classNeedsNotifyMode(matter))
    await as(door, desk.user, concluded, async (ctx) => {
      const head = await findHead(ctx.tx, key.home, key.id)
      if (head) await setNotify(engine, ctx, key, { version: head.version, mode: 'F' })
    })
  await step(door, engine, desk.user, replied, key, {
    action: 'reply',
    proof: { on: replied.toISOString().slice(0, 10), mode: 'hand' },
  })
  await agree(door, engine, desk.approver, replied, key)
  await archive(engine, door, desk, key, new Date(replied.getTime() + 12 * day), now)
}

const archive = async (
  engine: Engine,
  door: DemoTools['door'],
  desk: (typeof desks)[number],
  key: { home: string; id: string },
  at: Date,
  now: Date,
): Promise<void> => {
  if (at <= now) await step(door, engine, desk.user, at, key, { action: 'archive' })
}

const petitionOf = (next: Rng, desk: { home: string; places: readonly string[] }, matter: PetitionMatter): NewCase => {
  const who = makePerson(next, { division: desk.home === '430200' ? '430211' : desk.home, places: desk.places })
  const group = chance(next, 0.03) ? between(next, 5, 14) : 1
  return {
    kind: 'petition',
    category: matter,
    channel: zipf(next, channels),
    persons: group,
    flags: group >= 5 ? ['GROUP'] : [],
    data: { facts: makeNarrative(next, matter), purpose: zipf(next, ['A', 'E', 'D', 'B']) },
    parties: [
      {
        id: randomUUID(),
        role: 'petitioner',
        name: who.name,
        sex: who.sex,
        phone: who.phone,
        address: who.address,
        marital: who.marriage,
        ...(chance(next, 0.4) ? { idNumber: who.idNumber } : {}),
      },
    ],
  }
}

const dispute = async (engine: Engine, door: DemoTools['door'], next: Rng, at: Date, now: Date): Promise<void> => {
  const key = { home: '430202', id: randomUUID() }
  const [one, other] = [makePerson(next), makePerson(next)]
  await as(door, 'village.chair', at, (ctx) =>
    register(engine, ctx, key, {
      kind: 'dispute',
      category: zipf(next, ['01', '02', '03', '10', '05']),
      data: {
        facts: makeNarrative(next, zipf(next, ['0129', '0709', '0122'] as const)),
        mediators: '社区妇联和治保主任',
      },
      parties: [
        { id: randomUUID(), role: 'sideA', name: one.name, sex: one.sex },
        { id: randomUUID(), role: 'sideB', name: other.name, sex: other.sex },
      ],
    }),
  )
  const visited = atOffice(new Date(at.getTime() + between(next, 1, 4) * day))
  if (visited > now) return
  await step(door, engine, 'village.chair', visited, key, { action: 'visit', note: '上门听两边说。' })
  const ended = atOffice(new Date(at.getTime() + between(next, 5, 24) * day))
  if (ended > now) return
  if (chance(next, 0.12)) {
    await step(door, engine, 'village.chair', ended, key, { action: 'raise', note: '两边都不让步,请街道一起来。' })
    const helped = atOffice(new Date(ended.getTime() + 3 * day))
    if (helped <= now)
      await step(door, engine, 'town.chair', helped, key, { action: 'settle', note: '街道和社区一起上门,说好了。' })
    return
  }
  await step(door, engine, 'village.chair', ended, key, {
    action: chance(next, 0.9) ? 'settle' : 'fail',
    note: '两边说好了,过一周再去看看。',
  })
}

// Something is due today, something overdue, something waits for approval; whoever starts the demo finds work on the desk.
const specials = async (engine: Engine, door: DemoTools['door'], next: Rng, now: Date): Promise<void> => {
  const desk = desks[0]
  const open = async (daysAgo: number, matter: PetitionMatter, acceptDaysAgo: number | null) => {
    const key = { home: desk.home, id: randomUUID() }
    const at = atOffice(new Date(now.getTime() - daysAgo * day))
    await as(door, desk.user, at, (ctx) => register(engine, ctx, key, petitionOf(next, desk, matter)))
    if (acceptDaysAgo !== null)
      await step(door, engine, desk.user, atOffice(new Date(now.getTime() - acceptDaysAgo * day)), key, {
        action: 'accept',
      })
    return key
  }
  for (const matter of ['0403', '0117', '0302'] as const) await open(15, matter, null)
  await open(19, '0113', null)
  await open(70, '0416', 64)
  const waiting = await open(56, '0307', 52)
  await step(door, engine, desk.user, atOffice(new Date(now.getTime() - day)), waiting, {
    action: 'extend',
    note: '需要等自然资源部门的测绘结果。',
  })
}

const outcomes = [
  '已协调有关单位落实。',
  '双方达成一致,当面签字。',
  '已解释政策,本人理解。',
  '已协助申请法律援助。',
  '已联系社区跟进,约定回访。',
]

// Office hours in Shanghai: 8:30 to 17:00 on the same day.
const atOffice = (at: Date): Date => {
  const date = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const minute = 510 + (Math.floor(at.getTime() / 60_000) % 500)
  return new Date(new Date(`${date}T00:00:00+08:00`).getTime() + minute * 60_000)
}
