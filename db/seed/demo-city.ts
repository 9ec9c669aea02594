import { randomUUID } from 'node:crypto'
import { v5 } from 'uuid'
import { classNeedsNotifyMode } from '#catalogue/codes/petition-classes.ts'
import type { NewCase } from '#modules/cases/contract.ts'
import { addObligation, setNotify } from '#modules/cases/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import { atOffice, day, type DemoTools, type Hands, type Key, later, makeMatter } from './demo-hands.ts'
import { noted, numbered } from './demo-office.ts'
import { protection, reassessedToday, violence } from './demo-violence.ts'
import { makeNarrative, makePerson } from './people/names.ts'
import type { PetitionMatter } from './people/narratives.ts'
import { between, chance, pick, type Rng, rng, zipf } from './people/rng.ts'

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

// The first community of the street, and a village in the mountains of 炎陵县, whose matters the city notes down for it.
const street = {
  user: 'village.chair',
  helper: 'town.chair',
  home: '430202',
  code: undefined,
  places: [],
  division: '430202',
}
const mountain = {
  user: 'city.rights',
  helper: null,
  home: '430225',
  code: '430225202211',
  places: ['梨树洲村'],
  division: '430225',
}
type Village = typeof street | typeof mountain

/** How a city is made: of so many matters besides the special ones, without those that stand. */
export type CityOptions = {
  readonly count?: number
  readonly made?: ReadonlySet<string>
  /** Called after each matter with how many stand, of how many; the making waits for it, and ends when it throws. */
  readonly between?: (done: number, total: number) => Promise<void>
}

/**
 * Two years of a city's petitions, village disputes and cases of violence up to `now`, made by the product's own services as its people would:
 * registered, accepted, concluded, replied to with approval, archived; the latest stay open, some due today, some overdue.
 * Each matter has the same id in every database: what was `made` before the making was cut short is not made again.
 * @param tell called with done and total about every 50 matters.
 */
export const seedDemoCity = async (
  tools: DemoTools,
  now: Date,
  tell: (done: number, total: number) => void,
  { count = demoMatters, made = new Set(), between: pause }: CityOptions = {},
): Promise<void> => {
  const next = rng(seed)
  const opened = Array.from(
    { length: count },
    (_, index) =>
      new Date(now.getTime() - Math.round(((count - index) / count) * 730 * day) - between(next, 0, 8 * 3_600_000)),
  ).map(atOffice)
  const matters = [...opened.map((at, index) => history(index, at)), ...specials]
  const ids = demoIds(count)
  for (const [index, make] of matters.entries()) {
    const id = ids[index] ?? ''
    if (made.has(id)) continue
    // Numbers of its own for each, so that it comes out alike whatever was made before it.
    await makeMatter(tools, id, (hands) => make(hands, rng(seed + 1 + index), now))
    if (index % 50 === 49) tell(index + 1, matters.length)
    await pause?.(index + 1, matters.length)
  }
  tell(matters.length, matters.length)
}

const seed = 20_250_308
/** Matters of the two years, without the few that are due today. */
const demoMatters = 1_160

/** The ids of the demonstration's matters, the last one last. */
export const demoIds = (count = demoMatters): string[] =>
  Array.from({ length: count + specials.length }, (_, index) => v5(`matter ${index}`, demonstration))

const demonstration = '5f0c6a51-3b7e-4c0e-9d55-6e6b1f0f9a2d'

type Make = (hands: Hands, next: Rng, now: Date) => Promise<void>

const history =
  (index: number, at: Date): Make =>
  (hands, next, now) => {
    if (index % 30 === 17) return dispute(hands, next, mountain, at, now)
    if (index % 6 === 5) return dispute(hands, next, street, at, now)
    if (index % 10 === 3) return violence(hands, next, pick(next, desks.slice(0, 3)), at, now)
    return petition(hands, next, at, now)
  }

const petition = async (hands: Hands, next: Rng, at: Date, now: Date): Promise<void> => {
  const desk = zipf(next, desks)
  const matter = zipf(next, classes)
  const key = await hands.register(desk.user, at, desk.home, petitionOf(next, desk, matter))
  // Office minutes are spread over the day, so the same day's could else stand before the registration.
  const spread = later(at, between(next, 0, chance(next, 0.03) ? 17 : 9))
  const accepted = new Date(Math.max(spread.getTime(), at.getTime() + 20 * 60_000))
  if (accepted > now) return
  if (chance(next, 0.18)) {
    await hands.step(desk.user, accepted, key, {
      action: 'answer',
      note: '当场解释政策和办理途径,来访人表示清楚。',
    })
    return archive(hands, desk, key, later(at, 20), now)
  }
  if (classNeedsNotifyMode(matter))
    await hands.change(desk.user, accepted, key, (ctx, version) =>
      setNotify(hands.engine, ctx, key, { version, mode: 'F' }),
    )
  await hands.step(desk.user, accepted, key, { action: 'accept', proof: told(accepted) })
  const concluded = later(at, between(next, 12, chance(next, 0.04) ? 75 : 52))
  if (concluded > now) return
  await hands.step(desk.user, concluded, key, {
    action: 'conclude',
    result: zipf(next, ['S', 'E', 'X']),
    note: pick(next, outcomes),
  })
  const replied = new Date(concluded.getTime() + 2 * day)
  if (replied > now) return
  await hands.step(desk.user, replied, key, {
    action: 'reply',
    proof: { on: replied.toISOString().slice(0, 10), mode: 'hand' },
  })
  await hands.agree(desk.approver, replied, key)
  await archive(hands, desk, key, new Date(replied.getTime() + 12 * day), now)
}

const archive = async (hands: Hands, desk: (typeof desks)[number], key: Key, at: Date, now: Date): Promise<void> => {
  if (at <= now) await hands.step(desk.user, at, key, { action: 'archive' })
}

/** She sits at the desk when it is accepted. */
const told = (at: Date) => ({ on: localDate(at), mode: 'told' })

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

const dispute = async (hands: Hands, next: Rng, village: Village, at: Date, now: Date): Promise<void> => {
  const { user, helper, home, code } = village
  const key = await hands.register(user, at, home, disputeOf(next, village), code)
  const visited = later(at, between(next, 1, 4))
  if (visited > now) return
  await hands.step(user, visited, key, { action: 'visit', note: '上门听两边说。' })
  const ended = later(at, between(next, 5, 24))
  if (ended > now) return
  if (helper && chance(next, 0.12)) {
    await hands.step(user, ended, key, { action: 'raise', note: '两边都不让步,请上级一起来。' })
    const helped = later(ended, 3)
    if (helped <= now) await hands.step(helper, helped, key, { action: 'settle', note: '一起上门,说好了。' })
    return
  }
  await hands.step(user, ended, key, {
    action: chance(next, 0.9) ? 'settle' : 'fail',
    note: '两边说好了,过一周再去看看。',
  })
}

const disputeOf = (next: Rng, { places, division }: Village): NewCase => {
  const [one, other] = [makePerson(next, { places, division }), makePerson(next, { places, division })]
  return {
    kind: 'dispute',
    category: zipf(next, ['01', '02', '03', '10', '05']),
    data: {
      facts: makeNarrative(next, zipf(next, ['0129', '0709', '0122'] as const)),
      mediators: '社区妇联和治保主任',
    },
    parties: [
      { id: randomUUID(), role: 'sideA', name: one.name, sex: one.sex, address: one.address },
      { id: randomUUID(), role: 'sideB', name: other.name, sex: other.sex, address: other.address },
    ],
  }
}

const promise: Make = async (hands, next, now) => {
  const { user, home } = street
  const input = disputeOf(next, street)
  const key = await hands.register(user, later(now, -9), home, input)
  const visited = later(now, -6)
  await hands.step(user, visited, key, { action: 'visit', note: '两边坐下来谈了,儿子答应按月给生活费。' })
  const [, son] = input.parties
  await hands.as(user, visited, (ctx) =>
    addObligation(hands.engine, ctx, key, randomUUID(), {
      key: 'payment',
      what: '把这个月的生活费六百元送到母亲手里',
      amountFen: 60_000,
      dueOn: localDate(later(now, 3)),
      ...(son ? { byParty: son.id } : {}),
    }),
  )
}

const openPetition =
  (matter: PetitionMatter, daysAgo: number, acceptDaysAgo?: number, extendDaysAgo?: number): Make =>
  async (hands, next, now) => {
    const { user, home } = desks[0]
    const key = await hands.register(user, later(now, -daysAgo), home, petitionOf(next, desks[0], matter))
    const accepted = acceptDaysAgo === undefined ? null : later(now, -acceptDaysAgo)
    if (accepted) await hands.step(user, accepted, key, { action: 'accept', proof: told(accepted) })
    if (extendDaysAgo !== undefined)
      await hands.step(user, later(now, -extendDaysAgo), key, {
        action: 'extend',
        note: '需要等自然资源部门的测绘结果。',
      })
  }

/** Accepted, and told so by a letter with a number of the book. */
const lettered =
  (matter: PetitionMatter, daysAgo: number): Make =>
  async (hands, next, now) => {
    const { user, home } = desks[0]
    const key = await hands.register(user, later(now, -daysAgo - 2), home, petitionOf(next, desks[0], matter))
    await hands.step(user, later(now, -daysAgo), key, { action: 'accept' })
    await numbered(hands, user, later(now, -daysAgo), key, 'acceptance')
    await hands.step(user, later(now, -daysAgo), key, {
      action: 'tell',
      proof: { on: localDate(later(now, -daysAgo)), mode: 'hand' },
    })
  }

/** Sent down to the street, which has not answered yet. */
const sentDown: Make = async (hands, next, now) => {
  const { user, home } = desks[0]
  const key = await hands.register(user, later(now, -8), home, petitionOf(next, desks[0], '0129'))
  await hands.step(user, later(now, -6), key, { action: 'forward', unit: '430202001' })
}

// Three are due today, two overdue, one extension waits for approval, one household has promised something: whoever starts the demo
// finds work on the desk.
const specials: readonly Make[] = [
  protection,
  reassessedToday,
  reassessedToday,
  // Limits of petitions move past a holiday of nine days; these are over whatever day it is.
  openPetition('0113', 26),
  openPetition('0416', 80, 74),
  // Near their end, so that the first pages are not empty of petitions.
  openPetition('0403', 13),
  openPetition('0117', 13),
  openPetition('0302', 13),
  openPetition('0307', 56, 52, 1),
  promise,
  sentDown,
  lettered('0405', 5),
  lettered('0304', 4),
  lettered('0414', 3),
  noted(3, { kind: 'petition', category: '0302', outcome: 'raised', line: '娘家的地没有她的份,想问找谁。' }),
  noted(1, { kind: 'dispute', category: '01', outcome: 'waiting', line: '两家为排水沟吵了半个月,约好后天去看。' }),
  noted(0, { kind: 'dispute', category: '02', outcome: 'settled', line: '为孩子打架的事来说,当面讲开了。' }),
]

const outcomes = [
  '已协调有关单位落实。',
  '双方达成一致,当面签字。',
  '已解释政策,本人理解。',
  '已协助申请法律援助。',
  '已联系社区跟进,约定回访。',
]
