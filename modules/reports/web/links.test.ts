import { expect, test } from 'vitest'
import { printedReturn } from '#catalogue/rights/report-forms.ts'
import { recordsOf, toRecords } from './links.ts'

const figure = { measure: 'petition.received', period: '2025H1', why: null, type: 'count' as const }
const addressOf = (change: Partial<Parameters<typeof recordsOf>[0]>): string | null => {
  const at = recordsOf({ ...figure, cut: {}, ...change }, '430202')
  return at && toRecords(at)
}
const list = '/figures/petition.received/records?unit=430202&period=2025H1'

test.each([
  [{}, list],
  [{ channel: ['T'] }, `${list}&channel=T`],
  [{ category: ['0107', '0108'] }, `${list}&classes=0107%2C0108`],
  [{ category: ['01'] }, `${list}&classes=01`],
  [{ category: [''] }, `${list}&classes=`],
])('a figure cut to %o leads to one list of exactly that', (cut, address) => {
  expect(addressOf({ cut })).toBe(address)
})

test('the rest line of an old return opens to what stands on the class itself too', () => {
  const rest = printedReturn('431281', { key: '2014H1' })?.form.sections[0]?.lines.find(({ key }) => key === '01.6')
  expect(rest?.codes).toContain('01')
  expect(addressOf({ cut: { category: rest?.codes ?? [] } })).toBe(`${list}&classes=${rest?.codes.join('%2C')}`)
})

test('what is hidden, worked out of others or without a class of today leads nowhere by itself', () => {
  for (const change of [
    { why: 'small', cut: { category: ['0101'] } },
    { why: 'covered' },
    { type: 'share' },
    { type: 'change' },
    { cut: { category: [] } },
  ] as const)
    expect(addressOf(change)).toBeNull()
})
