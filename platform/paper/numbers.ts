import type { Block, Run } from './model.ts'
import { runsOf, runText } from './model.ts'

/** Digits that are not statistics: dates, law articles, document numbers, ordinals, codes of indicators, public telephone lines. */
const NOT_FIGURES: readonly RegExp[] = [
  /[\p{Script=Han}]*〔\d{4}〕\d+号/gu,
  /\d{4}(?:\s*[—–~至-]\s*\d{4})?\s*年(?:\s*\d{1,2}月)?(?:\s*\d{1,2}日)?/gu,
  /\d{1,2}月\d{1,2}日/gu,
  /(?<!\d)(?:1[0-2]|[1-9])(?:[—–~至-](?:1[0-2]|[1-9]))?月(?:份|底|初|末|中旬|上旬|下旬)?/gu,
  /第\s*(?:\d+|[一二三四五六七八九十百]+)\s*(?:条|款|项|届|次|章|节|期|号|批|季度|个五年)/gu,
  /附件\s*\d+/gu,
  /(?<![A-Za-z])K\d{2}(?!\d)/gu,
  /(?<!\d)(?:12338|12345|12348|12355|12309|110)(?!\d)(?=[\p{Script=Han}、，。”]|$)(?!\s*[件人次户元万个名条起])/gu,
]

// Written in characters a number is one from two of them on and before what is counted: 一件 is an article, 百分之 a rate.
const NUMBER =
  /[0-9０-９]+(?:[.,．，][0-9０-９]+)*\s*(?:个百分点|[%％‰]|[万亿]?\p{Script=Han}?)|[一二两三四五六七八九十百千万亿零〇]{2,}[余多]?(?:件|人(?![才大])|户|起|名|例|批|场)|百分之[一二三四五六七八九十百点零〇]+/gu

/** Numbers in typed text that no figure stands behind, with their place; dates, articles and hotlines are none. */
export const unboundNumbers = (
  text: string,
): readonly { readonly start: number; readonly end: number; readonly text: string }[] => {
  // What is masked keeps its length, so that places stay true.
  const masked = NOT_FIGURES.reduce((rest, form) => rest.replace(form, (hit) => '\u0001'.repeat(hit.length)), text)
  return [...masked.matchAll(NUMBER)].map((hit) => ({
    start: hit.index,
    end: hit.index + hit[0].length,
    text: hit[0],
  }))
}

// A row that prints a figure is generated: what else stands in it was worked out with the figure.
const runsToCheck = (block: Block): readonly Run[] =>
  block.kind === 'table' ? [...block.head, ...block.rows.filter((row) => row.every(isBare)).flat()] : block.runs

const isBare = (run: Run): boolean => typeof run === 'string' || run.figure === undefined

/** Numbers of a block that were typed by hand. */
export const unboundIn = (block: Block): readonly string[] =>
  // Neighbouring bare runs are joined, so that a number split between two runs is seen whole; \0 stands for a figure.
  runsToCheck(block)
    .map((run) => (isBare(run) ? runText(run) : '\0'))
    .join(block.kind === 'table' ? '\0' : '')
    .split('\0')
    .flatMap((text) => unboundNumbers(text).map((hit) => hit.text))

const RATE = /(?:\p{Script=Han}{0,8}率|占比?|比例)(?:[^\d%％，。；、增升降减长高低]{0,14})(\d+(?:\.\d+)?)\s*[%％]/gu
const PERCENT = /^(\d+(?:\.\d+)?)[%％]$/u

/** Rates and shares of a block above 100 %, as printed with what they are called; how much something grew is none. */
export const ratesOver = (block: Block): readonly string[] => {
  if (block.kind !== 'table')
    return [...runsOf(block).map(runText).join('').matchAll(RATE)]
      .filter((hit) => Number(hit[1]) > 100)
      .map((hit) => hit[0])
  return block.rows.flatMap((row) =>
    row.flatMap((run, column) => {
      const [name, value] = [`${runText(row[0] ?? '')} ${block.head[column] ?? ''}`, PERCENT.exec(runText(run))?.[1]]
      return value !== undefined && Number(value) > 100 && /率|占比/u.test(name) ? [`${name.trim()} ${value}%`] : []
    }),
  )
}
