import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf } from '#modules/figcheck/lines.ts'
import { check } from '#modules/figcheck/rules/check.ts'
const folder = 'modules/figcheck/corpus/open'
const texts = readdirSync(folder).map((n) => JSON.parse(readFileSync(join(folder, n), 'utf8')).text as string)
const bytes = texts.reduce((s, t) => s + Buffer.byteLength(t), 0)
for (let round = 0; round < 25; round++) {
  const from = performance.now()
  for (const t of texts) linesOf(t, check(t))
  const ms = performance.now() - from
  console.log(round, (bytes / 1e6 / (ms / 1000)).toFixed(2), 'MB/s', ms.toFixed(0), 'ms')
}
