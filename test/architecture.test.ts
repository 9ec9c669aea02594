import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { cloneDatabase, type TestDatabase } from './harness/database.ts'

// The arrows of the house (design/architecture.md section 3): what goodwill would not hold.

const root = join(import.meta.dirname, '..')
const folders = ['platform', 'catalogue', 'modules', 'server', 'web', 'cli', 'db', 'bench', 'tools', 'test']
const aliases: Record<string, string> = {
  '#platform': 'platform',
  '#modules': 'modules',
  '#catalogue': 'catalogue',
  '#server': 'server',
  '#web': 'web',
  '#db': 'db',
  '#test': 'test',
}

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }
type Source = {
  readonly path: string
  readonly text: string
  readonly code: string
  readonly imports: readonly Import[]
}

const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)fixtures\.ts$|^test\//.test(path)

// Comments and the words of strings are no code; template texts stay, since SQL is written in them.
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{(])\/\/[^\n]*/g, '$1')

const resolve = (from: string, specifier: string): string => {
  const [first = '', ...rest] = specifier.split('/')
  if (specifier.startsWith('.')) return relative(root, join(root, dirname(from), specifier))
  return aliases[first] ? [aliases[first], ...rest].join('/') : specifier
}

const importsOf = (path: string, code: string): Import[] =>
  [
    ...code.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g,
    ),
  ].map((match) => {
    const names = /\{([^}]*)\}/
      .exec(match[2] ?? '')?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    const onlyTypes =
      names !== undefined &&
      names.length > 0 &&
      names.every((name) => name.startsWith('type ')) &&
      !/^\s*\w+\s*,/.test(match[2] ?? '')
    return { from: path, to: resolve(path, match[3] ?? match[4] ?? ''), typeOnly: match[1] !== undefined || onlyTypes }
  })

const sources: readonly Source[] = globSync(
  folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: root },
)
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path) && path !== 'db/types.ts')
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const code = codeOf(text)
    return { path, text, code, imports: importsOf(path, code) }
  })

const product = sources.filter(({ path }) => !isTest(path))
const under = (folder: string): readonly Source[] => product.filter(({ path }) => path.startsWith(`${folder}/`))
const roomOf = (path: string): string | undefined => /^modules\/([^/]+)\//.exec(path)?.[1]
const rooms = [...new Set(product.flatMap(({ path }) => roomOf(path) ?? []))]

const breaches = (files: readonly Source[], allowed: (one: Import) => boolean): string[] =>
  files.flatMap(({ imports }) => imports.filter((one) => !allowed(one)).map(({ from, to }) => `${from} → ${to}`))
/** Lines of product code that match, as `path:line`. */
const linesWith = (files: readonly Source[], pattern: RegExp): string[] =>
  files.flatMap(({ path, text, code }) =>
    pattern.test(code)
      ? text.split('\n').flatMap((line, index) => (pattern.test(codeOf(line)) ? [`${path}:${index + 1}`] : []))
      : [],
  )

test('the reader of imports sees every way of writing one', () => {
  const code = `import { a } from '#platform/a.ts'\nimport type { B } from './b.ts'\nexport { c } from '../c.ts'\nimport {\n  type D,\n} from 'd'\nimport './e.css'\nconst f = () => import('#web/f.tsx')`
  expect(importsOf('modules/x/rules/y.ts', code)).toEqual(
    [
      { from: 'modules/x/rules/y.ts', to: 'platform/a.ts', typeOnly: false },
      { from: 'modules/x/rules/y.ts', to: 'modules/x/rules/b.ts', typeOnly: true },
      { from: 'modules/x/rules/y.ts', to: 'modules/x/c.ts', typeOnly: false },
      { from: 'modules/x/rules/y.ts', to: 'd', typeOnly: true },
      { from: 'modules/x/rules/y.ts', to: 'e.css', typeOnly: false },
      { from: 'modules/x/rules/y.ts', to: 'web/f.tsx', typeOnly: false },
    ].map((one) => (one.to === 'e.css' ? { ...one, to: 'modules/x/rules/e.css' } : one)),
  )
  expect(sources.length).toBeGreaterThan(200)
})

describe('arrows', () => {
  test('platform knows nothing of the federation', () => {
    expect(
      breaches(
        under('platform'),
        ({ to }) =>
          !/^(modules|catalogue|server|web|cli|test)\//.test(to) && (!to.startsWith('db/') || to === 'db/types.ts'),
      ),
    ).toEqual([])
  })

  test('the catalogue is data: it knows the rooms’ define.ts, texts, dates and zod', () => {
    // pinyin-pro only spells the initials people type when they look for a code.
    const allowed = /^(catalogue\/|modules\/[^/]+\/define\.ts$|platform\/(text|clock)\/|zod$|pinyin-pro$)/
    expect(breaches(under('catalogue'), ({ to }) => allowed.test(to))).toEqual([])
  })

  test('rooms receive the catalogue and never import it', () => {
    expect(breaches(under('modules'), ({ to }) => !/^(catalogue|server|cli|bench|tools|test)\//.test(to))).toEqual([])
  })

  test('rooms meet only at their doors', () => {
    const door = /^modules\/[^/]+\/(server\/index\.ts|web\/index\.tsx|contract\.ts|define\.ts|README\.md)$/
    // How people and places are written (identity numbers, masks, names; codes, scopes, homes) is a vocabulary: pure, without state.
    const vocabulary = /^modules\/(people\/rules\/|org\/rules\.ts$)/
    expect(
      breaches(
        under('modules'),
        ({ from, to }) =>
          roomOf(to) === undefined || roomOf(to) === roomOf(from) || door.test(to) || vocabulary.test(to),
      ),
    ).toEqual([])
  })

  test('the browser gets nothing of the server, and the server nothing of the browser', () => {
    const web = product.filter(({ path }) => /(^|\/)web\//.test(path))
    const rest = product.filter(({ path }) => !/(^|\/)web\//.test(path))
    expect(
      breaches(
        web,
        ({ to, typeOnly }) =>
          typeOnly ||
          !/(^|\/)server\/|^node:|^(kysely|pg|fastify)$|^platform\/(db|audit|jobs|crypto|http\/serve|http\/context)\b/.test(
            to,
          ),
      ),
    ).toEqual([])
    expect(
      breaches(rest, ({ to }) => !/(^|\/)web\/|^(react|antd|@ant-design)/.test(to) || /\.(json|css)$/.test(to)),
    ).toEqual([])
  })

  test('rules are pure: no database, no files, no clock', () => {
    const rules = product.filter(({ path }) => /^modules\/[^/]+\/rules(\.ts$|\/)/.test(path))
    expect(
      breaches(
        rules,
        ({ to }) =>
          !/^node:|^(kysely|pg|fastify)$|^platform\/(db|http\/(serve|context|client)|jobs|audit)\b|\/server\//.test(to),
      ),
    ).toEqual([])
    expect(linesWith(rules, /new Date\(\)|Date\.now\(\)|Math\.random\(/)).toEqual([])
  })

  test('no two files need each other', () => {
    const known = new Set(product.map(({ path }) => path))
    const needs = new Map(
      product.map(({ path, imports }) => [
        path,
        imports.filter((one) => !one.typeOnly && known.has(one.to)).map((one) => one.to),
      ]),
    )
    expect(cyclesIn(needs)).toEqual([])
  })

  test('no two rooms need each other', () => {
    const needs = new Map(
      rooms.map((room) => [
        room,
        [
          ...new Set(
            product
              .filter(({ path }) => roomOf(path) === room && !/\/web\//.test(path))
              .flatMap(({ imports }) => imports.flatMap(({ to }) => roomOf(to) ?? [])),
          ),
        ].filter((other) => other !== room),
      ]),
    )
    expect(cyclesIn(needs)).toEqual([])
  })
})

/** Circles in a graph, each once, as `a → b → a`. */
const cyclesIn = (graph: ReadonlyMap<string, readonly string[]>): string[] => {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) return void found.push([...path.slice(path.indexOf(node)), node].join(' → '))
    if (done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return found
}

describe('one place for each thing', () => {
  test('the case engine names no kind of the catalogue', () => {
    const named = new RegExp(`['"](${Object.keys(catalogue.kinds).join('|')})['"]|\\bkind\\.key\\s*[!=]==`)
    expect(linesWith(under('modules/cases'), named)).toEqual([])
  })

  test('SQL stands in queries, platform and migrations', () => {
    // server/, cli/ and db/seed/ set the house up and tear it down: logins, the demonstration, the check that it is alive. They serve nobody's request.
    const outside = product.filter(
      ({ path }) => /^(modules|catalogue|web)\//.test(path) && !/\/server\/queries(\.ts$|\/)/.test(path),
    )
    expect(
      linesWith(outside, /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\.query\(\s*['"`]/),
    ).toEqual([])
  })

  test('the environment is read in one file', () => {
    // PostgreSQL's own programs are started with the machine's PATH and nothing else.
    const allowed = /^(server\/config\.ts|platform\/db\/embedded\.ts):/
    expect(
      linesWith(
        product.filter(({ path }) => !/^(bench|tools)\//.test(path)),
        /process\.env|import\.meta\.env/,
      ).filter((line) => !allowed.test(line)),
    ).toEqual([])
  })

  test('only programs people start print', () => {
    expect(
      linesWith(
        product.filter(({ path }) => !/^(cli|tools|bench)\/|^server\/main\.ts$/.test(path)),
        /\bconsole\.\w+\(/,
      ),
    ).toEqual([])
  })

  test('rules, services and queries take the time as an argument', () => {
    const timeless = product.filter(({ path }) => /^(modules\/[^/]+\/(server|rules)|catalogue)\b/.test(path))
    expect(linesWith(timeless, /new Date\(\)|Date\.now\(\)/)).toEqual([])
    const queries = product.filter(({ path }) => /\/server\/queries(\.ts$|\/)/.test(path))
    expect(
      linesWith(queries, /\b(now|clock_timestamp|current_timestamp|current_date)\(\)|\bcurrent_(timestamp|date)\b/i),
    ).toEqual([])
  })

  test('a file is short enough to read', () => {
    const long = product.filter(
      ({ path, code }) =>
        !path.startsWith('db/seed/') && code.split('\n').filter((line) => line.trim() !== '').length > 420,
    )
    expect(long.map(({ path }) => path)).toEqual([])
  })

  test('nothing but tool configuration has a default export', () => {
    expect(linesWith(product, /^export default\b/)).toEqual([])
  })

  test.each(rooms)('the room %s says what it is for', (room) => {
    expect(existsSync(join(root, 'modules', room, 'README.md'))).toBe(true)
  })
})

describe('the schema', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await cloneDatabase()
  })
  afterAll(() => database.drop())

  test('every table says what it holds', async () => {
    const { rows } = await sql<{
      name: string
    }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'platform')
        and coalesce(obj_description(c.oid, 'pg_class'), '') = '' order by 1`.execute(database.admin)
    expect(rows.map((row) => row.name)).toEqual([])
  })

  test('records have no triggers, and nothing across homes is held by a foreign key', async () => {
    const { rows: triggers } = await sql<{
      name: string
    }>`select tgrelid::regclass || '.' || tgname as name from pg_trigger 
      where not tgisinternal and tgrelid::regclass::text ~ '^(cases|search|figures|audit|vault)[.]'`.execute(
      database.admin,
    )
    expect(triggers).toEqual([])
    const { rows: keys } = await sql<{
      name: string
    }>`select conrelid::regclass || ' ' || conname as name from pg_constraint k
      where contype = 'f' and confrelid = 'cases.head'::regclass and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey) and a.attname = 'home')`.execute(
      database.admin,
    )
    expect(keys).toEqual([])
  })

  test('a human key is unique only together with its home', async () => {
    const { rows } = await sql<{
      name: string
    }>`select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('cases', 'search') and i.indisunique and c.relname not in ('notice', 'draft', 'quota', 'calendar_day')
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'home' and a.attnum = any(i.indkey))`.execute(
      database.admin,
    )
    expect(rows).toEqual([])
  })
})
