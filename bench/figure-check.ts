import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Line, linesOf } from '#modules/figcheck/lines.ts'
import { check } from '#modules/figcheck/rules/check.ts'
import { jsonLine, table } from './lib/report.ts'

// How many relations of labelled texts the figure check finds and judges rightly, how often it alarms for nothing, and how fast it is.
// `npm run bench -- figure-check` takes the half of modules/figcheck/corpus that the rules were written beside, `--part held` the other.

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
type Trap = { readonly quote: string; readonly why: string }
type Text = {
  readonly id: string
  readonly text: string
  readonly relations: readonly Labelled[]
  /** What looks wrong and is not. */
  readonly traps?: readonly Trap[]
}

const part = process.argv[2] ?? 'open'
const folder = join(import.meta.dirname, '..', 'modules', 'figcheck', 'corpus', part)
const texts = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Text)
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
    // 翻了一番 is twice as much, and an increase of 100 %.
    const isResult = (stated: number): boolean =>
      line.stated !== null &&
      (equal(line.stated, stated) || (line.unit === '倍' && equal((line.stated - 1) * 100, stated)))
    const result = label.stated === null || isResult(label.stated)
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
let [must, found, right, wrong, caught, raised, falseAlarms, sound, told, confirmed] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
let [traps, trapped] = [0, 0]
const wrongOnes: string[] = []

for (const { id, text, relations, traps: own = [] } of texts) {
  const lines = linesOf(text, check(text))
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
    const isRight = verdict !== undefined && agrees(label, verdict)
    if (alarms.has(label.verdict)) {
      const isCaught = verdict !== undefined && alarms.has(verdict)
      wrong += 1
      if (isCaught) caught += 1
      const numbers = [...label.operands.map(({ value }) => value), ...(label.stated === null ? [] : [label.stated])]
      wrongOnes.push(`${isCaught ? 'caught' : 'missed'}  ${id}  ${label.kind}  ${numbers.join(' ')}`)
    }
    if (verdict === undefined) continue
    row.found += 1
    found += 1
    if (isRight) {
      row.right += 1
      right += 1
    }
  }
  const labelled = relations.filter(({ verdict }) => alarms.has(verdict)).flatMap(({ quote }) => placesOf(text, quote))
  const overlaps = (line: Line, [start, end]: readonly [number, number]): boolean =>
    line.start < end && line.end > start
  const raisedHere = lines.map((line, index) => ({ line, index })).filter(({ line }) => alarms.has(line.verdict))
  const falseHere = raisedHere.filter(
    ({ line, index }) => !used.has(index) && !labelled.some((place) => overlaps(line, place)),
  )
  raised += raisedHere.length
  falseAlarms += falseHere.length
  told += lines.length
  confirmed += used.size
  traps += own.length
  trapped += own.filter(({ quote }) =>
    falseHere.some(({ line }) => placesOf(text, quote).some((place) => overlaps(line, place))),
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
const percent = (one: number, whole: number): string => `${((one / Math.max(1, whole)) * 100).toFixed(1)} %`
console.log(`found ${percent(found, must)} of ${must}, judged rightly ${percent(right, found)} of those found`)
console.log(`wrong figures caught ${caught} of ${wrong} (${percent(caught, wrong)})`)
console.log(`alarms ${raised}, false ${falseAlarms}, on ${sound} true relations; traps ${traps}, alarmed in ${trapped}`)
console.log(
  `lines told ${told}, confirmed by a label ${confirmed} (what is told besides may be true and was not labelled)`,
)
console.log(`\nwrong figures by name\n${wrongOnes.join('\n')}`)

// After start-up, on one core; the floor finds the numbers of the same texts by one regular expression.
const megabytes = texts.reduce((all, { text }) => all + Buffer.byteLength(text), 0) / 1e6
const speedOf = (run: (text: string) => unknown): number => {
  const rounds = Array.from({ length: 25 }, () => {
    const from = performance.now()
    for (const { text } of texts) run(text)
    return megabytes / ((performance.now() - from) / 1000)
  })
  return rounds.slice(-5).toSorted((one, other) => one - other)[2] ?? 0
}
const floor = speedOf((text) => [...text.matchAll(/\d+(?:[.,]\d+)*/g)].length)
const speed = speedOf((text) => linesOf(text, check(text)))
console.log(`\n${speed.toFixed(2)} MB of text a second, 1/${(floor / speed).toFixed(0)} of finding the digits alone`)
console.log(
  jsonLine('figure-check', {
    must,
    found,
    right,
    wrong,
    caught,
    falseAlarms,
    sound,
    traps,
    trapped,
    megabytesPerSecond: Number(speed.toFixed(2)),
  }),
)
