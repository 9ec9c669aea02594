import { expect, test } from 'vitest'
import { checkName } from './names.ts'

test.each([
  ['张三', '张三'],
  [' 张 三 ', '张三'],
  ['张　三', '张三'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['阿依古丽 · 买买提', '阿依古丽·买买提'],
  ['阿依古丽.买买提', '阿依古丽·买买提'],
  ['𠮷野家', '𠮷野家'],
  ['李〇一', '李〇一'],
  ['Anna  O’Neil-Smith', 'Anna O’Neil-Smith'],
  ['王芳(大)', '王芳(大)'],
  ['字', '字'],
  ['𠮷'.repeat(50), '𠮷'.repeat(50)],
])('name %s is kept as %s', (text, value) => {
  expect(checkName(text)).toEqual({ ok: true, value })
})

test.each([
  ['', '没有填'],
  ['  ', '没有填'],
  ['𠮷'.repeat(51), '现在是 51 个'],
  ['张3', '有数字'],
  ['张３', '有数字'],
  ['张三11010519491231002X', '身份证号'],
  ['张\u0000三', '第 2 个字'],
  ['张\u200B三', '第 2 个字'],
  ['\u202E三张', '第 1 个字'],
  ['张?', '第 2 个字'],
  ['张*', '第 2 个字'],
  ['···', '没有文字'],
  ['\uD842三', '第 1 个字'],
])('name %o is refused: %s', (text, reason) => {
  const result = checkName(text)
  expect(result.ok ? 'accepted' : result.reason.zh).toContain(reason)
})
