import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// `npm run bench` runs every bench at a size that suits a coffee; `npm run bench -- http --records 1000000` one of them, larger.

/** The benches, and how many records each takes unless told. */
const benches = {
  start: { what: 'first and later starts, idle memory, installed size', records: null },
  http: { what: 'requests through HTTP by size of place', records: 100_000 },
  places: { what: 'lists and search by size of place, in SQL (settled at 1,000,000)', records: 100_000 },
  figures: { what: 'folding and reading figures, 500 postings a second (settled at 167,000)', records: 50_000 },
  backup: { what: 'a backup and its restore: time, size, memory', records: 100_000 },
  'figure-check': { what: 'relations of labelled texts found and judged', records: null },
  import: {
    what: 'a register read, checked and written, and one with faults through the desk (settled at 100,000)',
    records: 10_000,
  },
} as const

const run = (name: keyof typeof benches, records: string | undefined, part: string | undefined): Promise<number> => {
  const size = benches[name].records === null ? undefined : (records ?? String(benches[name].records))
  const own = name === 'figure-check' ? part : size
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, `${name}.ts`), ...(own ? [own] : [])],
    { stdio: 'inherit' },
  )
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

const usage = (): string =>
  [
    'npm run bench [-- NAME] [--records N] [--part open|held]',
    ...Object.entries(benches).map(
      ([name, { what, records }]) => `  ${name.padEnd(8)} ${what}${records ? `, ${records} records` : ''}`,
    ),
  ].join('\n')

const isBench = (name: string): name is keyof typeof benches => name in benches

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: {
      records: { type: 'string' },
      part: { type: 'string' },
      list: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !isBench(name))
  const badSize = values.records !== undefined && !/^[1-9]\d{2,7}$/.test(values.records)
  const badPart = values.part !== undefined && !['open', 'held'].includes(values.part)
  if (values.list || values.help || unknown !== undefined || badSize || badPart) {
    if (unknown !== undefined) console.error(`There is no bench “${unknown}”.`)
    if (badSize) console.error(`--records takes a number from 100 to 99999999, not “${values.records}”.`)
    if (badPart) console.error(`--part takes open or held, not “${values.part}”.`)
    console.log(usage())
    return unknown !== undefined || badSize || badPart ? 2 : 0
  }
  const chosen =
    positionals.length > 0 ? positionals.filter(isBench) : (Object.keys(benches) as (keyof typeof benches)[])
  let failed = 0
  for (const name of chosen) {
    console.log(`\n${name}: ${benches[name].what}`)
    if ((await run(name, values.records, values.part)) !== 0) failed += 1
  }
  return failed > 0 ? 1 : 0
}

process.exitCode = await main()
