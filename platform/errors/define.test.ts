import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import { defineErrors, failures } from './define.ts'

const fail = failures(
  defineErrors({ 'room.refused': { status: 422, zh: '{n} 处不行:{reason}', en: '{n} refused: {reason}' } }),
)

test('a reason in both languages is told in the language of its sentence, also where it holds braces', () => {
  expect(fail('room.refused', { n: 2, reason: label('没有「{n}」', 'no {n}') }).sentence).toEqual({
    zh: '2 处不行:没有「{n}」',
    en: '2 refused: no {n}',
  })
})
