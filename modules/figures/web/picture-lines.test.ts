import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import type { Figure } from '../contract.ts'
import { linesOf } from './picture-lines.ts'

const cell = (n: number) => ({ measure: 'm', n, over: null, under: null, value: n, share: null, why: null })
const span = (key: string, zh: string) => ({ key, label: label(zh, key), from: '', to: '' })

test('a picture of a running period names the months that are compared, so that its change can be worked out again', () => {
  const figure = {
    ...cell(144),
    label: label('收到', 'Received'),
    unit: label('件', 'items'),
    period: '2026H2',
    cut: null,
    compared: [
      {
        against: 'previous',
        of: span('2026-07..2026-10', '2026年7—10月'),
        period: span('2026-01..2026-04', '2026年1—4月'),
        now: cell(125),
        nowText: label('125 件', '125 items'),
        base: cell(109),
        baseText: label('109 件', '109 items'),
        change: 14.68,
        changeText: label('增长14.68%', '+14.68%'),
      },
    ],
  } as unknown as Figure
  const { notes } = linesOf(figure, { place: '荷塘区', kind: '来信来访', period: '2026年下半年', time: '' }, 'zh')
  expect(notes).toEqual(['2026年7—10月 125 件', '上期(2026年1—4月) 109 件,增长14.68%'])
  const whole = { ...figure, period: '2026-07..2026-10' }
  expect(linesOf(whole, { place: '', kind: '', period: '', time: '' }, 'zh').notes).toHaveLength(1)
})
