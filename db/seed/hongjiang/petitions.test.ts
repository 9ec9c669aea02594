import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { channels, opinions, purposes, triageOutcomes } from '#catalogue/codes/petition.ts'
import { marriages } from '#catalogue/codes/common.ts'
import type { PetitionClass } from '#catalogue/codes/petition-classes.ts'
import { petitionClasses } from '#catalogue/codes/petition-classes.ts'
import { limitOn } from '#catalogue/codes/limits.ts'
import { codesNamed, fillReport } from '#catalogue/codes/fixtures.ts'
import { hongjiangHalfYear } from '#catalogue/codes/reportlines.ts'
import { checkDigit } from '#db/seed/people/names.ts'
import type { header } from './generate.ts'
import { csv, petitions } from './generate.ts'

const file = readFileSync(new URL('petitions.csv', import.meta.url), 'utf8')
const rows = parse<Record<string, string>>(file, { columns: true })
const cell = (row: Record<string, string>, name: (typeof header)[number]): string => row[name] ?? ''
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

test('the file is what the generator writes', () => {
  expect(file).toBe(csv(petitions()))
})

test('the ledger adds up to the printed return, section by section and line by line', () => {
  const counts = new Map<PetitionClass, number>()
  for (const row of rows) {
    const code = codesNamed(petitionClasses, cell(row, '问题分类'))[0]?.code
    expect(code).toBeDefined()
    if (code) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  expect(fillReport(hongjiangHalfYear, counts).map(({ row, n }) => `${row.label.zh} ${n}`)).toEqual([
    '婚姻家庭类 26',
    '财产纠纷 4',
    '父母干涉婚姻 1',
    '重婚/包二奶/同居 4',
    '离婚的财产分割 3',
    '住房判决 1',
    '其他 5',
    '家庭暴力夫妻间 7',
    '致伤致残 1',
    '劳动权益类 10',
    '劳动纠纷 1',
    '社会保障生活困难的医疗费问题 8',
    '工作待遇 1',
    '人身权益类 6',
    '拐卖妇女 1',
    '强奸 1',
    '奸淫幼女 1',
    '其他 3',
    '财产权益类 5',
    '出嫁女责任田/宅基地 4',
    '其他 1',
    '文化教育类 0',
    '综合类 13',
    '违法违纪打击报复 2',
    '司法不公 2',
    '计划生育后遗症 1',
    '判决不服 1',
    '交通事故 3',
    '法律援助 3',
    '其他 1',
  ])
  for (const merged of ['0107', '0108', '0109', '0302', '0303'] as const) expect(counts.has(merged)).toBe(true)
})

test('60 received by 60 persons, 58 handled, 2 in hand and neither overdue', () => {
  expect(rows).toHaveLength(60)
  expect(rows.reduce((all, row) => all + Number(cell(row, '人数')), 0)).toBe(60)
  expect(new Set(rows.map((row) => cell(row, '来源编号'))).size).toBe(60)
  expect(new Set(rows.map((row) => `${cell(row, '姓名')} ${cell(row, '住址')}`)).size).toBe(60)
  const open = rows.filter((row) => cell(row, '办结日期') === '')
  expect(open.map((row) => cell(row, '备注'))).toEqual(['在办', '在办'])
  for (const row of open) expect(days(cell(row, '受理日期'), '2014-06-30')).toBeLessThan(60)
  expect(rows.filter((row) => cell(row, '办结日期') !== '')).toHaveLength(58)
})

test('dates lie in 2014H1, in order, and keep the limits of the regulations then in force', () => {
  const notice = limitOn('P01', '2014-01-01')?.length?.n ?? 0
  const closing = limitOn('P05', '2014-01-01')?.length?.n ?? 0
  expect([notice, closing]).toEqual([15, 60])
  for (const row of rows) {
    const received = cell(row, '收件日期')
    const accepted = cell(row, '受理日期') || received
    const closed = cell(row, '办结日期') || '2014-06-30'
    expect(received >= '2014-01-01' && received <= accepted && accepted <= closed && closed <= '2014-06-30').toBe(true)
    expect(days(received, accepted)).toBeLessThanOrEqual(notice)
    expect(days(accepted, closed)).toBeLessThanOrEqual(closing)
    expect(cell(row, '答复日期')).toBe(cell(row, '办结日期'))
  }
  const received = rows.map((row) => cell(row, '收件日期'))
  expect(received).toEqual(received.toSorted())
  expect(new Set(received.map((date) => date.slice(0, 7))).size).toBe(6)
})

test('every coded column is read without a guess', () => {
  for (const row of rows) {
    expect(codesNamed(channels, cell(row, '渠道'))).toHaveLength(1)
    expect(['来信', '来访', '来电']).toContain(cell(row, '渠道'))
    expect(codesNamed(purposes, cell(row, '目的'))).toHaveLength(1)
    expect(codesNamed(triageOutcomes, cell(row, '处理方式'))).toHaveLength(1)
    expect(codesNamed(marriages, cell(row, '婚姻状况'))).toHaveLength(1)
    expect(codesNamed(petitionClasses, cell(row, '问题分类'))).toHaveLength(1)
    expect(codesNamed(opinions, cell(row, '处理意见') || '支持')).toHaveLength(1)
    expect(cell(row, '主要事实和诉求').length).toBeGreaterThanOrEqual(30)
  }
})

test('only an accepted matter has a date of acceptance, and it has an opinion once it is closed', () => {
  for (const row of rows) {
    const accepted = cell(row, '处理方式') === '受理'
    expect(cell(row, '受理日期') !== '').toBe(accepted)
    expect(cell(row, '处理意见') !== '').toBe(accepted && cell(row, '办结日期') !== '')
  }
})

test('ID numbers are valid and agree with sex and age; phones belong to nobody', () => {
  const given = rows.filter((row) => cell(row, '身份证号') !== '')
  expect(given.length).toBeGreaterThanOrEqual(5)
  expect(given.length).toBeLessThan(30)
  for (const row of given) {
    const id = cell(row, '身份证号')
    expect(id).toMatch(/^431281\d{8}99[6-9][\dX]$/)
    expect(checkDigit(id.slice(0, 17))).toBe(id[17])
    expect(Number(id[16]) % 2 === 1 ? '男' : '女').toBe(cell(row, '性别'))
    const birthday = `${id.slice(10, 12)}-${id.slice(12, 14)}`
    const before = cell(row, '收件日期').slice(5) < birthday ? 1 : 0
    expect(String(2014 - Number(id.slice(6, 10)) - before)).toBe(cell(row, '年龄'))
  }
  for (const row of rows) expect(cell(row, '电话')).toMatch(/^(154\d{8})?$/)
})
