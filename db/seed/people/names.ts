import type { CodeOf } from '#catalogue/codes/define.ts'
import type { educations, marriages } from '#catalogue/codes/common.ts'
import { classNeedsNotifyMode } from '#catalogue/codes/petition-classes.ts'
import { fill, narratives } from './narratives.ts'
import type { PetitionMatter } from './narratives.ts'
import type { Rng } from './rng.ts'
import { between, chance, pick, zipf } from './rng.ts'
import { compoundSurnames, dottedFather, dottedGiven, givenMen, givenWomen, occupations, surnames } from './words.ts'

/** An invented person. The ID number has a valid check digit and a serial number that no living person of that age holds. */
export type InventedPerson = {
  readonly name: string
  /** 1 man, 2 woman (GB/T 2261.1). */
  readonly sex: '1' | '2'
  readonly birthDate: string
  readonly idNumber: string
  /** Eleven digits of the range 154, which is given to no operator. */
  readonly phone: string
  readonly ethnicity: string
  readonly address: string
  readonly marriage: CodeOf<typeof marriages>
  readonly education: CodeOf<typeof educations>
  readonly occupation: string
}

/** What the person should be; everything left out is drawn. */
export type PersonWish = {
  readonly sex?: '1' | '2'
  /** Age range in full years on the day `on` (`YYYY-MM-DD`). */
  readonly minAge?: number
  readonly maxAge?: number
  readonly on?: string
  /** Six digits of the county that issued the ID number. */
  readonly division?: string
  /** Places an address may begin with; without them it has group and number only. */
  readonly places?: readonly string[]
  /** ID numbers already given out in this run; the new one is added, so that no two people share one. */
  readonly taken?: Set<string>
}

/** Draws an invented person; the same generator state and wish give the same person. */
export const makePerson = (rng: Rng, wish: PersonWish = {}): InventedPerson => {
  const sex = wish.sex ?? (chance(rng, 0.8) ? '2' : '1')
  const on = wish.on ?? '2024-12-31'
  const age = between(rng, wish.minAge ?? 20, wish.maxAge ?? 72)
  const dotted = chance(rng, 0.02) && sex === '2'
  const { birthDate, idNumber } = identity(rng, sex, age, on, wish.division ?? '430202', wish.taken)
  return {
    name: dotted ? `${pick(rng, dottedGiven)}·${pick(rng, dottedFather)}` : makeName(rng, sex),
    sex,
    birthDate,
    idNumber,
    phone: `154${String(between(rng, 0, 99_999_999)).padStart(8, '0')}`,
    ethnicity: dotted ? '维吾尔族' : zipf(rng, ['汉族', '汉族', '汉族', '苗族', '侗族', '土家族', '瑶族', '回族']),
    address: `${wish.places ? pick(rng, wish.places) : ''}${between(rng, 1, 14)}组${between(rng, 1, 96)}号`,
    marriage: marriageAt(rng, age),
    education: zipf(rng, age > 50 ? ['80', '70', '60', '90', '40'] : ['70', '60', '40', '30', '20', '80', '10']),
    occupation: zipf(rng, occupations),
  }
}

/** Draws a name of two to four characters. */
export const makeName = (rng: Rng, sex: '1' | '2'): string => {
  const given = sex === '2' ? givenWomen : givenMen
  const surname = chance(rng, 0.02) ? pick(rng, compoundSurnames) : zipf(rng, surnames)
  const first = pick(rng, given)
  if (chance(rng, 0.25)) return surname + first
  return (
    surname +
    first +
    pick(
      rng,
      given.filter((one) => one !== first),
    )
  )
}

/** Draws what somebody with a matter of this class tells: 30 to 120 characters, no name and no place beyond `place`. */
export const makeNarrative = (rng: Rng, matter: PetitionMatter, place = ''): string => {
  const tell = (template: string): string => fill(rng, template)
  const parts = [place === '' ? '' : `家住${place},`, tell(zipf(rng, narratives.core[matter]))]
  const length = (): number => parts.join('').length
  const asking = tell(zipf(rng, narratives.asking[matter.slice(0, 2) as keyof typeof narratives.asking]))
  const details: string[] = [...(classNeedsNotifyMode(matter) ? narratives.quiet : narratives.details)]
  while (length() + asking.length < 30 || (chance(rng, 0.6) && length() + asking.length < 70 && details.length > 0)) {
    const detail = zipf(rng, details)
    details.splice(details.indexOf(detail), 1)
    parts.push(tell(detail))
  }
  return [...parts, asking].join('').replaceAll(',', '，').replaceAll('?', '？')
}

const marriageAt = (rng: Rng, age: number): InventedPerson['marriage'] => {
  if (age < 22) return '10'
  return zipf(rng, age < 30 ? ['20', '10', '40'] : age > 62 ? ['20', '30', '40'] : ['20', '40', '20', '30', '22', '10'])
}

// 996–999 were kept for people over a hundred, so with an ordinary age these numbers belong to nobody.
const serials = { '1': ['997', '999'], '2': ['996', '998'] } as const

// A county has some 700 such numbers for an age and sex; a large benchmark runs out of them and goes on with ordinary ones.
const identity = (
  rng: Rng,
  sex: '1' | '2',
  age: number,
  on: string,
  division: string,
  taken = new Set<string>(),
): { birthDate: string; idNumber: string } => {
  for (let tries = 0; ; tries++) {
    const birthDate = birthAt(rng, age, on)
    const ordinary = 2 * between(rng, 0, 496) + (sex === '1' ? 1 : 2)
    const serial = tries < 6 ? pick(rng, serials[sex]) : String(ordinary).padStart(3, '0')
    const head = `${division}${birthDate.replaceAll('-', '')}${serial}`
    const idNumber = head + checkDigit(head)
    if (taken.has(idNumber)) continue
    taken.add(idNumber)
    return { birthDate, idNumber }
  }
}

// A birthday in the 365 days that make the person `age` on the day given.
const birthAt = (rng: Rng, age: number, on: string): string => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const latest = Date.UTC(year - age, month - 1, day)
  return new Date(latest - between(rng, 0, 364) * 86_400_000).toISOString().slice(0, 10)
}

/** Check digit of an 18-digit ID number from its first 17 (GB 11643, ISO 7064 MOD 11-2). */
export const checkDigit = (head: string): string => {
  const sum = [...head].reduce((all, digit, place) => all + Number(digit) * (2 ** (17 - place) % 11), 0)
  return '10X98765432'[sum % 11] ?? ''
}
