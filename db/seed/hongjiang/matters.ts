import type { CodeOf } from '#catalogue/codes/define.ts'
import type { marriages } from '#catalogue/codes/common.ts'
import type { opinions, purposes, triageOutcomes } from '#catalogue/codes/petition.ts'
import type { PetitionMatter } from '#db/seed/people/narratives.ts'

/** One petition of the half-year before it has a person and dates. */
export type Matter = {
  readonly code: PetitionMatter
  readonly purpose: CodeOf<typeof purposes>
  readonly outcome: CodeOf<typeof triageOutcomes>
  readonly ages: readonly [number, number]
  readonly sex?: '1' | '2'
  readonly marriage?: CodeOf<typeof marriages>
  readonly note?: string
  /** What the opinion may be, likeliest first, where the class leaves no choice. */
  readonly opinions?: readonly CodeOf<typeof opinions>[]
  readonly inHand?: boolean
}

const times = (n: number, matter: Matter): readonly Matter[] => Array.from({ length: n }, () => matter)

/** Townships of Hongjiang (431281) under which addresses are invented. */
export const places = [
  '黔城镇',
  '安江镇',
  '托口镇',
  '雪峰镇',
  '江市镇',
  '塘湾镇',
  '岔头乡',
  '熟坪乡',
  '铁山乡',
  '群峰乡',
  '湾溪乡',
  '洗马乡',
  '沙湾乡',
  '太平乡',
  '岩垅乡',
] as const

/**
 * The classes and numbers of the half-year text (domain/01 §13), 26 + 10 + 6 + 5 + 0 + 13 = 60. A line that merges codes is
 * spread over them. Purposes, outcomes and ages are invented.
 */
export const matters: readonly Matter[] = [
  ...times(4, { code: '0121', purpose: 'A', outcome: 'R1', ages: [28, 58], marriage: '20' }),
  { code: '0110', purpose: 'E', outcome: 'R1', ages: [21, 26], sex: '2', marriage: '10' },
  { code: '0107', purpose: 'A', outcome: 'R5', ages: [30, 50], sex: '2', marriage: '20' },
  ...times(2, { code: '0108', purpose: 'A', outcome: 'R1', ages: [32, 52], sex: '2', marriage: '20' }),
  { code: '0109', purpose: 'E', outcome: 'R7', ages: [26, 40], sex: '2', marriage: '10' },
  ...times(2, { code: '0113', purpose: 'A', outcome: 'R1', ages: [28, 50], marriage: '40' }),
  { code: '0113', purpose: 'D', outcome: 'R7', ages: [28, 50], sex: '2', marriage: '20' },
  { code: '0114', purpose: 'A', outcome: 'R5', ages: [30, 50], sex: '2', marriage: '40' },
  ...times(3, { code: '0199', purpose: 'D', outcome: 'R7', ages: [25, 60], marriage: '20' }),
  ...times(2, { code: '0199', purpose: 'E', outcome: 'R1', ages: [25, 60], marriage: '20' }),
  ...times(7, {
    code: '0101',
    purpose: 'E',
    outcome: 'R1',
    ages: [24, 55],
    sex: '2',
    marriage: '20',
    note: '当面告知',
    opinions: ['S'],
  }),
  { code: '0104', purpose: 'E', outcome: 'R5', ages: [28, 50], sex: '2', marriage: '20', note: '当面告知' },
  { code: '0416', purpose: 'A', outcome: 'R5', ages: [25, 48] },
  ...times(8, { code: '0414', purpose: 'E', outcome: 'R1', ages: [35, 70] }),
  { code: '0407', purpose: 'A', outcome: 'R1', ages: [35, 52], sex: '2' },
  { code: '0206', purpose: 'C', outcome: 'R5', ages: [30, 55], note: '当面告知' },
  { code: '0201', purpose: 'C', outcome: 'R5', ages: [22, 40], sex: '2', note: '当面告知' },
  { code: '0202', purpose: 'C', outcome: 'R5', ages: [30, 42], sex: '2', marriage: '20', note: '母亲代述,当面告知' },
  ...times(3, { code: '0299', purpose: 'E', outcome: 'R1', ages: [24, 50], sex: '2', opinions: ['S'] }),
  ...times(2, { code: '0302', purpose: 'A', outcome: 'R1', ages: [28, 60], sex: '2', marriage: '20' }),
  { code: '0302', purpose: 'A', outcome: 'R1', ages: [28, 60], sex: '2', marriage: '40', inHand: true },
  { code: '0303', purpose: 'A', outcome: 'R1', ages: [30, 55], sex: '2', marriage: '20' },
  { code: '0399', purpose: 'A', outcome: 'R4', ages: [35, 60] },
  ...times(2, { code: '0701', purpose: 'C', outcome: 'R5', ages: [30, 60] }),
  ...times(2, { code: '0702', purpose: 'A', outcome: 'R4', ages: [30, 60] }),
  { code: '0707', purpose: 'E', outcome: 'R5', ages: [45, 60], sex: '2', marriage: '20' },
  { code: '0703', purpose: 'A', outcome: 'R4', ages: [35, 60] },
  { code: '0705', purpose: 'E', outcome: 'R5', ages: [30, 60] },
  { code: '0705', purpose: 'D', outcome: 'R7', ages: [30, 60] },
  { code: '0705', purpose: 'E', outcome: 'R1', ages: [30, 60], inHand: true },
  ...times(3, { code: '0706', purpose: 'E', outcome: 'R5', ages: [25, 55] }),
  { code: '0799', purpose: 'A', outcome: 'R4', ages: [35, 65] },
]
