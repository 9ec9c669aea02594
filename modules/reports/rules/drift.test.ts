import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import type { BoundFigure } from '../define.ts'
import { counts, driftOf, type Later, reasonOf } from './drift.ts'

const figure = (over: Partial<BoundFigure> = {}): BoundFigure => ({
  id: 'petition.received@2025H1',
  measure: 'petition.received',
  type: 'count',
  label: label('收到', 'Received'),
  unit: label('件', 'items'),
  period: '2025H1',
  cut: {},
  n: 60,
  value: 60,
  why: null,
  operands: [],
  text: '60',
  ...over,
})
const posting = (over: Partial<Later> = {}): Later => ({
  measure: 'petition.received',
  month: '2025-03',
  category: '0403',
  channel: 'V',
  n: 1,
  home: '430202',
  record: 'a',
  number: '430202-XF-2025-00061',
  action: 'opened',
  batch: null,
  postedAt: new Date('2025-07-20T01:00:00Z'),
  ...over,
})

test.each<[string, Partial<BoundFigure>, Partial<Later>, boolean]>([
  ['a month of the period', {}, {}, true],
  ['another measure', {}, { measure: 'petition.accepted' }, false],
  ['a month after the period', {}, { month: '2025-07' }, false],
  ['a month before the period', {}, { month: '2024-12' }, false],
  [
    'a stock counts from the beginning',
    { measure: 'petition.inHand', type: 'stock' },
    { measure: 'petition.inHand', month: '2019-05' },
    true,
  ],
  [
    'an opening stock ends before the period',
    { measure: 'petition.opening.inHand', type: 'stock' },
    { measure: 'petition.inHand', month: '2025-01' },
    false,
  ],
  [
    'what stood before belongs to the opening stock',
    { measure: 'petition.opening.inHand', type: 'stock' },
    { measure: 'petition.inHand', month: '2024-12' },
    true,
  ],
  ['a class of the line', { cut: { category: ['0107', '0403'] } }, {}, true],
  ['a class of another line', { cut: { category: ['0107'] } }, {}, false],
  ['another channel', { cut: { channel: ['T'] } }, {}, false],
  ['what is worked out moves with its operands, not by itself', { type: 'share' }, {}, false],
])('%s', (_, of, later, expected) => {
  expect(counts(figure(of), posting(later))).toBe(expected)
})

test('a re-classification moves two lines and leaves the whole', () => {
  const later = [posting({ n: -1, action: 'correct' }), posting({ category: '0302', action: 'correct' })]
  const figures = [
    figure(),
    figure({ id: 'old', cut: { category: ['0403'] } }),
    figure({ id: 'new', cut: { category: ['0302'] } }),
  ]
  const { entries, figures: moved } = driftOf(figures, later)
  expect(entries).toHaveLength(1)
  expect(entries[0]?.reason.zh).toBe('更正')
  expect(moved.map(({ figure: id, n }) => [id, n])).toEqual([
    ['old', -1],
    ['new', 1],
  ])
})

test('what was registered late and voided again leaves no changed figure, but both entries', () => {
  const later = [posting(), posting({ n: -1, action: 'void', postedAt: new Date('2025-07-21T01:00:00Z') })]
  const { entries, figures } = driftOf([figure()], later)
  expect(figures).toEqual([])
  expect(entries.map(({ reason }) => reason.zh)).toEqual(['作废', '补登'])
})

test.each([
  ['opened', null, '补登'],
  ['opened', '0190', '补登(导入)'],
  ['conclude', null, '补办'],
  ['undo', null, '撤回'],
  [null, null, '重新计算'],
])('%s is said as %s %s', (action, batch, words) => {
  expect(reasonOf(action, batch).zh).toBe(words)
})
