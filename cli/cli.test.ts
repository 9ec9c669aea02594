import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import type { ImportResult } from '#modules/exchange/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import type { ReportJson } from '#modules/reports/contract.ts'
import { readTable } from '#modules/exchange/tabular/read.ts'
import type { House } from '#test/harness/house.ts'
import { type CliHouse, startCliHouse } from './fixtures.ts'
import { engine } from './rooms.ts'

const register = join(import.meta.dirname, '..', 'db', 'seed', 'hongjiang', 'petitions.csv')
let cli: CliHouse
let house: House
let folder: string
let nuanjia: CliHouse['nuanjia']

beforeAll(async () => {
  cli = await startCliHouse()
  ;({ house, folder, nuanjia } = cli)
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => cli?.stop())

const hongjiang = ['--unit', '431281', '--as', 'hongjiang.rights'] as const

test('wrong use is told in both languages with the way to write it, and ends with 2', async () => {
  for (const args of [
    ['nonsense'],
    ['help', 'nonsense'],
    ['toString', '--help'],
    ['import'],
    ['import', 'petition', register, ...hongjiang, '--unit', '430202'],
    ['import', 'petition', register, '--unit', '--as', 'hongjiang.rights'],
    ['import', 'petition', register, '--as', 'hongjiang.rights', '--unit'],
    ['import', 'petition', register, ...hongjiang, '--dry-run=no'],
    ['import', '--take-back', '', '--reason', '导错了', '--as', 'hongjiang.rights'],
    ['import', 'petition', '--template', 'x.csv'],
    ['report', 'rights-half-year', ...hongjiang, '--period', '2014H1', '--out', 'x.pdf'],
    ['import', 'petition', register],
    ['import', 'petition', register, '--unit', '431281'],
    ['import', 'petition', '/no/such/file.csv', ...hongjiang],
    ['import', 'nothing', register, ...hongjiang],
    ['import', 'toString', register, ...hongjiang],
    ['import', 'petition', register, register, ...hongjiang],
    ['import', 'petition', register, '--wrong'],
    ['export', 'petition', ...hongjiang, '--out', 'x.pdf'],
    ['export', 'petition', ...hongjiang, '--out', 'x.csv', '--period', '2014H3'],
    ['verify', 'everything'],
    ['user', 'fly', 'admin'],
    ['user', 'add', 'someone'],
    ['seed', 'sun'],
    ['units'],
    ['units', 'change', '/no/such/file.csv', '--as', 'admin'],
  ]) {
    const ran = await nuanjia(args)
    expect([args, ran.exit]).toEqual([args, 2])
    expect(ran.out).toBe('')
    expect(ran.said).toMatch(/[\u4e00-\u9fff]/)
    expect(ran.said).toMatch(/nuanjia [a-z]+/)
    // Neither Node's sentences nor a trace.
    expect(ran.said).not.toMatch(/argument|^\s+at /m)
  }
})

test('help lists every command and ends with 0', async () => {
  const ran = await nuanjia([])
  expect(ran.exit).toBe(0)
  for (const name of ['import KIND FILE', 'export KIND', 'verify', 'user add', 'seed demo'])
    expect(ran.out).toContain(name)
})

test('a wrong password imports nothing, is counted like one in the browser and ends with 1', async () => {
  const ran = await nuanjia(['import', 'petition', register, ...hongjiang, '--json'], {}, 'not it')
  expect(ran.exit).toBe(1)
  expect(JSON.parse(ran.out)).toMatchObject({ error: { code: 'identity.wrong' } })
  const { rows } = await sql<{
    failed: number
  }>`select max(t.failed) as failed from identity.attempt t join identity.account a on a.id = t.account_id where a.username = 'hongjiang.rights'`.execute(
    house.database.admin,
  )
  expect(rows[0]?.failed).toBe(1)
})

test('with --json nothing but one JSON value is on stdout: rehearsed, imported, and nothing the second time', async () => {
  const results: ImportResult[] = []
  for (const more of [['--dry-run'], [], []]) {
    const ran = await nuanjia(['import', 'petition', register, ...hongjiang, ...more, '--json'])
    expect(ran.exit).toBe(0)
    results.push(JSON.parse(ran.out) as ImportResult)
  }
  expect(results.map(({ status, written, known }) => ({ status, written, known }))).toEqual([
    { status: 'checked', written: 60, known: 0 },
    { status: 'done', written: 60, known: 0 },
    { status: 'done', written: 0, known: 60 },
  ])
})

test('the session a command opened is closed again; one given by NUANJIA_TOKEN stays', async () => {
  const sessions = async (): Promise<number> =>
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from identity.session s join identity.account a on a.id = s.account_id where a.username = 'hongjiang.rights'`.execute(
        house.database.admin,
      )
    ).rows[0]?.n ?? 0
  const before = await sessions()
  expect((await nuanjia(['import', '--list', '--as', 'hongjiang.rights', '--json'])).exit).toBe(0)
  expect(await sessions()).toBe(before)
  const { token } = await house.as('hongjiang.rights')
  const ran = await nuanjia(['import', '--list', '--json'], { NUANJIA_TOKEN: token ?? '' })
  expect(ran).toMatchObject({ exit: 0, asked: [] })
  expect(JSON.parse(ran.out)).toMatchObject([{ status: 'done', written: 60 }])
  expect(await sessions()).toBe(before + 1)
  expect((await nuanjia(['import', '--list', '--as', 'city.rights'], { NUANJIA_TOKEN: token ?? '' })).exit).toBe(2)
})

test('faults are told with cell, column, reason and remedy, and end with 1', async () => {
  const file = join(folder, 'bad.csv')
  writeFileSync(file, '来源编号,收件日期,渠道,姓名,问题分类,主要事实和诉求\nX-1,2024-02-30,来访,测试甲,0113,说的话。\n')
  const told = await nuanjia(['import', 'petition', file, ...hongjiang])
  expect(told).toMatchObject({ exit: 1 })
  expect(told.out).toContain('B2 收件日期:日历上没有 2024-02-30 这一天。请核对后改正。')
  const machine = JSON.parse((await nuanjia(['import', 'petition', file, ...hongjiang, '--json'])).out) as ImportResult
  expect(machine).toMatchObject({
    status: 'faulty',
    faults: [{ cell: 'B2', row: 2, column: '收件日期', remedy: { zh: '请核对后改正。', en: 'Check and correct it.' } }],
  })
})

test('--partial is offered where rows are sound, not where the headings are missing or every row is faulty', async () => {
  const file = join(folder, 'partial.csv')
  const headings = '来源编号,收件日期,渠道,姓名,问题分类,主要事实和诉求'
  const [sound, faulty] = ['X-1,2024-02-20,来访,测试甲,0113,说的话。', 'X-2,2024-02-30,来访,测试甲,0113,说的话。']
  for (const [lines, offered] of [
    [[headings, sound, faulty], true],
    [[headings, faulty], false],
    [[sound, faulty], false],
  ] as const) {
    writeFileSync(file, `${lines.join('\n')}\n`)
    const told = await nuanjia(['import', 'petition', file, ...hongjiang])
    expect([told.exit, told.out.includes('--partial')]).toEqual([1, offered])
  }
})

test('the empty form needs no database and no sign-in', async () => {
  const file = join(folder, 'form.xlsx')
  const ran = await nuanjia(['import', 'petition', '--template', file])
  expect(ran).toMatchObject({ exit: 0, asked: [] })
  const table = await readTable(readFileSync(file), 'form.xlsx')
  expect(table.ok && table.sheets[0]?.rows[0]?.map(({ text }) => text).slice(0, 4)).toEqual([
    '来源编号',
    '收件日期',
    '渠道',
    '类别',
  ])
})

test('an export is a whole file or none', async () => {
  const file = join(folder, 'out.csv')
  const ran = await nuanjia(['export', 'petition', ...hongjiang, '--period', '2014H1', '--out', file, '--json'])
  expect(JSON.parse(ran.out)).toEqual({ file, rows: 60 })
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(61)
  const other = join(folder, 'none.csv')
  expect(
    (await nuanjia(['export', 'petition', '--unit', '430202', '--as', 'hongjiang.rights', '--out', other])).exit,
  ).toBe(1)
  expect([other, `${other}.part`].filter((path) => existsSync(path))).toEqual([])
})

test('the half-year report of Hongjiang is written from the imported records: counts, shares and the handling rate of the text', async () => {
  const file = join(folder, 'half-year.docx')
  const ran = await nuanjia(['report', 'rights-half-year', ...hongjiang, '--period', '2014H1', '--out', file, '--json'])
  expect(ran.exit).toBe(0)
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  const report = JSON.parse(ran.out) as ReportJson
  const text = JSON.stringify(report)
  for (const share of ['43.33', '16.67', '10.00', '8.33', '21.67', '96.67']) expect(text).toContain(share)
  const whole = (measure: string) =>
    report.figures.find((figure) => figure.measure === `petition.${measure}` && Object.keys(figure.cut).length === 0)
  expect([whole('received')?.value, whole('handled')?.value, whole('inHand')?.value]).toEqual([60, 58, 2])
  expect((await nuanjia(['report', 'no-such', ...hongjiang, '--period', '2014H1', '--json'])).exit).toBe(2)
  expect(
    (
      await nuanjia([
        'report',
        'rights-half-year',
        '--unit',
        '430202',
        '--as',
        'hongjiang.rights',
        '--period',
        '2014H1',
        '--json',
      ])
    ).exit,
  ).toBe(1)
})

test('verify finds every figure equal to its records, and a figure or a policy that was tampered with', async () => {
  const sound = await nuanjia(['verify', 'figures', '--json'])
  expect(JSON.parse(sound.out)).toMatchObject({ ok: true, figures: { checked: { records: 60 }, findings: [] } })
  expect(sound.exit).toBe(0)
  await sql`update figures.posting set n = n + 7 where id = (select min(id) from figures.posting)`.execute(
    house.database.admin,
  )
  expect((await nuanjia(['verify', 'figures'])).exit).toBe(1)
  await sql`update figures.posting set n = n - 7 where id = (select min(id) from figures.posting)`.execute(
    house.database.admin,
  )
  const before = JSON.parse((await nuanjia(['verify', 'access', '--json'])).out) as {
    access: { findings: readonly { en: string }[] }
  }
  await sql`alter table cases.party no force row level security`.execute(house.database.admin)
  const after = JSON.parse((await nuanjia(['verify', 'access', '--json'])).out) as typeof before
  await sql`alter table cases.party force row level security`.execute(house.database.admin)
  expect(
    after.access.findings.filter(({ en }) => !before.access.findings.some((one) => one.en === en)).map(({ en }) => en),
  ).toEqual(['cases.party: row-level security is not forced on its owner.'])
})

test('every command explains itself with --help', async () => {
  for (const name of [
    'import',
    'export',
    'report',
    'verify',
    'backup',
    'restore',
    'user',
    'units',
    'seed',
    'figures',
  ]) {
    const ran = await nuanjia([name, '--help'])
    expect([name, ran.exit, ran.said]).toEqual([name, 0, ''])
    expect(ran.out).toContain(`nuanjia ${name}`)
  }
})

test('a file that cannot be written is named, and the figures are not printed as if it had been', async () => {
  const file = join(folder, 'no', 'such', 'folder', 'x.docx')
  const ran = await nuanjia(['report', 'rights-half-year', ...hongjiang, '--period', '2014H1', '--out', file, '--json'])
  expect(ran.exit).toBe(2)
  expect(JSON.parse(ran.out)).toMatchObject({ error: { code: 'usage', en: expect.stringContaining(file) } })
  const form = await nuanjia(['import', 'petition', '--template', join(folder, 'no', 'form.xlsx')])
  expect(form.exit).toBe(2)
  const out = await nuanjia(['export', 'petition', ...hongjiang, '--out', join(folder, 'no', 'x.csv')])
  expect(out.exit).toBe(2)
})

test('an import counts days by the holiday notices loaded into the database', async () => {
  const year = [...Array(40).keys()]
    .map((n) => String(2026 + n))
    .find((one) => engine.calendar()(`${one}-11-12`).provisional)
  await sql`insert into cases.calendar_day (day, type, name, source) values (${`${year}-11-12`}, 'OFF', '测试假', '测试通知')`.execute(
    house.database.admin,
  )
  expect(engine.calendar()(`${year}-11-12`).provisional).toBe(true)
  expect((await nuanjia(['import', '--list', '--as', 'hongjiang.rights'])).exit).toBe(0)
  expect(engine.calendar()(`${year}-11-12`)).toMatchObject({ kind: 'OFF', provisional: false })
})

test('units are changed by a file, rehearsed first; a faulty line is named and nothing kept', async () => {
  const file = join(folder, 'changes.csv')
  writeFileSync(
    file,
    'date,change,code,to,name,newcode,source\n2025-03-01,改名,430202100,,仙庾新镇,,湘民发〔2025〕9号\n',
  )
  const admin = ['--as', 'admin', '--json'] as const
  for (const [more, status] of [
    [['--dry-run'], 'checked'],
    [[], 'done'],
  ] as const) {
    const ran = await nuanjia(['units', 'change', file, ...more, ...admin])
    expect(JSON.parse(ran.out)).toMatchObject({ status, counts: { rename: 1 }, ended: [], open: {} })
    expect(ran.exit).toBe(0)
  }
  const twice = await nuanjia(['units', 'change', file, ...admin])
  expect(twice.exit).toBe(0)
  writeFileSync(file, '2025-03-01,改名,430202999,,仙庾新镇,,湘民发〔2025〕9号\n')
  const refused = await nuanjia(['units', 'change', file, ...admin])
  expect(refused.exit).toBe(1)
  expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'http.invalid', fields: [{ path: 'line 1' }] } })
  expect((await nuanjia(['units', 'change', file, '--as', 'city.rights', '--json'])).exit).toBe(1)
})

test('the demonstration is not loaded into a database that has matters', async () => {
  expect((await nuanjia(['seed', 'demo'])).exit).toBe(2)
})
