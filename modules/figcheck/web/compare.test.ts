import { expect, test } from 'vitest'
import { check } from '../rules/check.ts'
import { linesOf } from '../lines.ts'
import { type CheckedLine, verdicts } from '../contract.ts'
import { compare } from './compare.ts'
import { piecesOf } from './marks.ts'

const linesIn = (text: string): readonly CheckedLine[] =>
  linesOf(text, check(text)).flatMap((line) => {
    const verdict = verdicts.find((one) => one === line.verdict)
    return verdict ? [{ ...line, verdict }] : []
  })

const first =
  '全年接待来访80件,办结76件,办结率93%。\n共有会员306人,其中甲组156人,乙组36人,丙组144人。\n接待来电63起,办结61起,办结率达%。'

test('of two versions: what was mended, taken out, left, and what is new', () => {
  const second =
    '全年接待来访80件,办结76件,办结率95%。\n共有会员306人,其中甲组156人,乙组36人,丙组144人。\n今年举办培训班36期,比上年的30期增长25%。'
  const { mended, gone, still, fresh } = compare(linesIn(first), linesIn(second))
  expect(mended.map(({ was, now }) => [was.stated, now.stated])).toEqual([[93, 95]])
  expect(still.map(({ now }) => now.stated)).toEqual([306])
  expect(gone.map(({ verdict }) => verdict)).toEqual(['lost'])
  expect(fresh.map(({ stated }) => stated)).toEqual([25])
})

test('a version against itself has nothing new and nothing mended', () => {
  const { mended, gone, still, fresh } = compare(linesIn(first), linesIn(first))
  expect([mended.length, gone.length, still.length, fresh.length]).toEqual([0, 0, 3, 0])
})

test('the pieces of a text are the text, and each mark stands where its number is printed', () => {
  const paragraphs = piecesOf(first, linesIn(first))
  expect(paragraphs.map((pieces) => pieces.map(({ start, end }) => first.slice(start, end)).join('')).join('\n')).toBe(
    first,
  )
  const marked = paragraphs.flat().filter(({ lines }) => lines.length > 0)
  expect(marked.map(({ start, end }) => first.slice(start, end))).toEqual(['93%', '306人', ''])
})
