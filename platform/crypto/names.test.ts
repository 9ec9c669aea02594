import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold.ts'
import { nameForms } from './names.ts'

test.each([
  ['单雄信', '单雄信', 'shanxiongxin', 'sxx'],
  ['單雄信', '单雄信', 'shanxiongxin', 'sxx'],
  ['王单', '王单', 'wangdan', 'wd'],
  ['欧阳娜', '欧阳娜', 'ouyangna', 'oyn'],
  ['吕 绿', '吕绿', 'lvlv', 'll'],
  ['王乾', '王乾', 'wangqian', 'wq'],
  ['阿依古丽·买买提', '阿依古丽买买提', 'ayigulimaimaiti', 'ayglmmt'],
  ['Ｍａｒｙ王', 'mary王', 'marywang', 'mw'],
  ['𠮷野', '𠮷野', '𠮷ye', '𠮷y'],
  ['', '', '', ''],
])('%s is searched as %s, %s, %s', (name, plain, pinyin, initials) => {
  expect(nameForms(name)).toEqual({ name: plain, pinyin, initials })
})

test('the same person however the dot, the spaces, the width and the script were typed', () => {
  for (const dot of ['·', '•', '.', '．', '・', '･', '‧', ' ', '\u3000', '\u200b', '']) {
    expect(nameForms(`阿依古麗${dot}買買提`)).toEqual(nameForms('阿依古丽买买提'))
  }
})

test('folding is settled after one pass for every character', () => {
  const unsettled: string[] = []
  for (let code = 0x20; code < 0x33480; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const once = foldText(String.fromCodePoint(code))
    if (foldText(once) !== once) unsettled.push(code.toString(16))
  }
  expect(unsettled).toEqual([])
})

test('any input has forms and the forms of a form stay the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
      const { name: plain } = nameForms(name)
      expect(nameForms(plain).name).toBe(plain)
    }),
  )
})
