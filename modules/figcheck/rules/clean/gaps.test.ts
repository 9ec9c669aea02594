import { expect, test } from 'vitest'
import { check } from '../check.ts'

const seen = (text: string): readonly string[] =>
  check(text)
    .noise.filter(({ why }) => why === 'lost' || why === 'glued')
    .map(({ why, was, now, start, end }) => `${why} ${was} ${now} ${text.slice(start, end) === was}`)

test.each([
  ['接待来访63件,办结61件,办结率达%。', ['lost 办结率达%。 办结率达□%。 true']],
  ['平均办结率99.34%04个月。', ['glued .34%04个月。 .34%□个月。 true']],
  ['全县妇联?建工作扎实,\ufffd\ufffd不动。', ['lost ? □ true']],
  ['工作怎么样?大家都说好。您满意吗?满意的占九成。', []],
])('%s', (text, told) => expect(seen(text)).toEqual(told))
