import { expect, test } from 'vitest'
import { type Concern, concernsOf, type Facts } from './concerns.ts'

const now = new Date('2025-03-03T09:00:00+08:00')
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const post = (role = 'rights', level = 'D', to: string | null = null) => ({ role, level, to })
const well: Facts = { createdAt: ago(400), lastIn: ago(1), posts: [post()], reveals: 3, exports: 1 }

const cases: readonly (readonly [string, Partial<Facts>, readonly Concern[]])[] = [
  ['somebody at work', {}, []],
  ['used thirty days ago to the hour', { lastIn: ago(30) }, []],
  ['used a little longer ago', { lastIn: ago(31) }, ['unused30']],
  ['ninety days to the hour', { lastIn: ago(90) }, ['unused30']],
  ['more than ninety days', { lastIn: ago(91) }, ['unused90']],
  ['opened yesterday, slip on its way', { createdAt: ago(1), lastIn: null }, []],
  ['slip ran out unused', { createdAt: ago(4), lastIn: null }, ['never']],
  ['never used for half a year', { createdAt: ago(180), lastIn: null }, ['unused90']],
  ['two posts, the further one to a day', { posts: [post(), post('stats', 'D', '2025-06-30')] }, ['several']],
  ['two posts without an end', { posts: [post(), post('stats')] }, ['several', 'endless']],
  ['two offices', { posts: [post('admin', 'C'), post('security', 'C', '2025-04-01')] }, ['offices', 'several']],
  [
    'an office beside work',
    { posts: [post('auditor', 'C'), post('rights', 'C', '2025-04-01')] },
    ['offices', 'several'],
  ],
  ['a village role at a county', { posts: [post('village', 'D')] }, ['wide']],
  ['a partner body without a last day', { posts: [post('police')] }, ['endless']],
  ['a partner body to a day', { posts: [post('police', 'D', '2025-12-31')] }, []],
  ['just below what stands out', { reveals: 200, exports: 20 }, []],
  ['much looking and taking away', { reveals: 201, exports: 21 }, ['reveals', 'exports']],
]
test.each(cases)('%s', (_, over, expected) => expect(concernsOf({ ...well, ...over }, now)).toEqual(expected))
