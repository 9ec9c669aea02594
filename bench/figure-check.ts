import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Line, linesOf } from '#modules/figcheck/lines.ts'
import { check } from '#modules/figcheck/rules/check.ts'
import { jsonLine, table } from './lib/report.ts'

// How many relations of labelled texts the figure check finds and judges rightly, and how often it alarms for nothing.
// `npm run bench -- figure-check` takes the open half of modules/figcheck/corpus; the other half is kept back until the rules are done.

type Labelled = {
  readonly kind: string
  readonly quote: string
  /** The second span, where an operand stands elsewhere. */
  readonly quote2?: string
  readonly operands: readonly { readonly value: number }[]
  readonly stated: number | null
  readonly verdict: string
  readonly must: boolean
}
type Text = { readonly id: string; readonly text: string; readonly relations: readonly Labelled[] }

const folder = join(import.meta.dirname, '..', 'modules', 'figcheck', 'corpus', 'open')
const alarms = new Set(['mismatch', 'unattainable', 'lost'])
const scales = [1, 1e4, 1e8]

// A third is labelled 33.3333.
const near = (one: number, other: number): boolean => Math.abs(one - other) <= 2e-6 * Math.max(1, Math.abs(other))
const equal = (one: number, other: number): boolean =>
  scales.some((scale) => near(one * scale, other) || near(one, other * scale))

const placesOf = (text: string, quote: string): (readonly [number, number])[] => {
  const places: (readonly [number, number])[] = []
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) places.push([at, at + quote.length])
  return places
}

// The line that says what the label says: in one of its places, with its numbers, whichever of them is called the result.
const lineFor = (lines: readonly Line[], text: string, label: Labelled): number => {
  const places = [label.quote, ...(label.quote2 ? [label.quote2] : [])].flatMap((quote) => placesOf(text, quote))
  const wanted = [...label.operands.map(({ value }) => value), ...(label.stated === null ? [] : [label.stated])]
  const scored = lines.map((line, index) => {
    if (!places.some(([start, end]) => line.start < end && line.end > start)) return { index, score: 0 }
    if (label.verdict === 'lost') return { index, score: line.verdict === 'lost' ? 1 : 0 }
    const has = [...line.operands.map(({ value }) => value), ...(line.stated === null ? [] : [line.stated])]
    const common = wanted.filter((value) => has.some((one) => equal(one, value))).length
    const result = label.stated === null || (line.stated !== null && equal(line.stated, label.stated))
    const enough = common === wanted.length || (result && common >= Math.max(2, Math.ceil(wanted.length * 0.7)))
    return {
      index,
      score: enough ? common + (line.kind === label.kind ? 1 : 0) + (line.verdict === label.verdict ? 0.5 : 0) : 0,
    }
  })
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { index: -1, score: 0 })
  return best.index
}

const agrees = (label: Labelled, verdict: string): boolean =>
  verdict === label.verdict ||
  (verdict.startsWith('match') &&
    (label.verdict.startsWith('match') || (label.kind === 'growth' && label.verdict === 'derived'))) ||
  (alarms.has(verdict) && alarms.has(label.verdict) && label.verdict !== 'lost')

const tally = new Map<string, { all: number; found: number; right: number }>()
let [must, found, right, wrong, caught, falseAlarms, sound] = [0, 0, 0, 0, 0, 0, 0]
let [characters, milliseconds] = [0, 0]

for (const name of readdirSync(folder)) {
  const { text, relations } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Text
  const from = performance.now()
  const lines = linesOf(text, check(text))
  milliseconds += performance.now() - from
  characters += text.length
  const used = new Set<number>()
  for (const label of relations) {
    const at = lineFor(lines, text, label)
    if (at >= 0) used.add(at)
    if (!alarms.has(label.verdict)) sound += 1
    if (!label.must) continue
    const verdict = lines[at]?.verdict
    const kind = `${label.kind}, ${label.verdict}`
    const row = tally.get(kind) ?? { all: 0, found: 0, right: 0 }
    tally.set(kind, row)
    row.all += 1
    must += 1
    if (alarms.has(label.verdict)) wrong += 1
    if (verdict === undefined) continue
    row.found += 1
    found += 1
    if (agrees(label, verdict)) {
      row.right += 1
      right += 1
    }
    if (alarms.has(label.verdict) && alarms.has(verdict)) caught += 1
  }
  const labelled = relations.filter(({ verdict }) => alarms.has(verdict)).flatMap(({ quote }) => placesOf(text, quote))
  falseAlarms += lines.filter(
    (line, index) =>
      alarms.has(line.verdict) &&
      !used.has(index) &&
      !labelled.some(([start, end]) => line.start < end && line.end > start),
  ).length
}

console.log(
  table(
    ['relation, verdict', 'all', 'found', 'judged rightly'],
    [...tally]
      .toSorted(([, one], [, other]) => other.all - one.all)
      .map(([kind, row]) => [kind, String(row.all), String(row.found), String(row.right)]),
  ),
)
const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`
console.log(
  `found ${percent(found, must)} of ${must}, judged rightly ${percent(right, found)}, wrong figures caught ${caught} of ${wrong}`,
)
console.log(
  `false alarms ${falseAlarms} on ${sound} true relations; ${(characters / 1000 / milliseconds).toFixed(2)} million characters a second`,
)
console.log(jsonLine('figure-check', { must, found, right, wrong, caught, falseAlarms, sound }))
