import { expect, test } from 'vitest'
import { check } from '../check.ts'
import { saidOf } from './fixtures.ts'

const text = '全年出生人口628人,其中男婴324人,女婴304人,出生人口性别比为106.58。'

test('the males for a hundred females are checked', () => {
  expect(saidOf(text)).toContain('324/304=106.58')
  expect(check(text.replace('106.58', '106.85')).findings.map(({ verdict }) => verdict)).toContain('mismatch')
})
