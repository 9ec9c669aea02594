import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { buildZip } from '#platform/files/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from './kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const register = async (part?: Record<string, unknown>): Promise<CaseView> =>
  open(await house.as('county.rights'), petition(part))
const her = (over: Record<string, unknown>) => ({ parties: [person('petitioner', '田晓禾', over)] })
const matters = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.head`.execute(house.database.admin)).rows[0]?.n ?? 0

describe('one faulty field is named with its reason and what to do, and nothing is kept', () => {
  const cases: [name: string, over: Record<string, unknown>, path: string, reason: RegExp, remedy: RegExp][] = [
    ['a wrong ID number', her({ idNumber: '431281197307189962' }), 'parties.0.idNumber', /第 18 位应为 3/, /核对/],
    [
      'an ID number of 15 digits',
      her({ idNumber: '431281730718996' }),
      'parties.0.idNumber',
      /15 位旧号码,换算为 431281197307189963/,
      /核对后填 18 位/,
    ],
    ['a born date in the future', her({ birth: '2025-03-04' }), 'parties.0.birth', /在将来/, /核对/],
    ['a date in the future', { openedAt: '2025-03-04T09:00:00+08:00' }, 'openedAt', /在将来/, /核对日期/],
    ['a day that does not exist', { openedAt: '2025-02-30T09:00:00+08:00' }, 'openedAt', /格式不对/, /核对/],
    ['an unknown class', { category: '9999' }, 'category', /9999/, /选|核对/],
    ['an unknown channel', { channel: 'PIGEON' }, 'channel', /PIGEON/, /选|核对/],
    ['a name with digits', { parties: [person('petitioner', '测试4')] }, 'parties.0.name', /数字/, /./],
    ['no name', { parties: [{ id: randomUUID(), role: 'petitioner' }] }, 'parties.0.name', /没有填/, /匿名/],
    ['a telephone that is too short', her({ phone: '1380000' }), 'parties.0.phone', /./, /核对|位/],
    [
      'a narrative of 200,000 characters',
      { data: { facts: '字'.repeat(200_000) } },
      'data.facts',
      /最多 20000 个字/,
      /缩短,或作为附件/,
    ],
    ['a field of nobody', { data: { facts: '话', blood: 'A' } }, 'data.blood', /没有这个填写项/, /去掉/],
    ['an invisible NUL', { data: { facts: '话\0尾' } }, 'data.facts', /空字符/, /重新输入/],
    ['someone of no known role', { parties: [person('lawyer', '田晓禾')] }, 'parties.0.role', /lawyer/, /./],
  ]
  test.each(cases)('%s', async (_, over, path, reason, remedy) => {
    const before = await matters()
    const refused = register(over)
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'http.invalid' })
    const { fields } = (await refused.catch((error: unknown) => error)) as {
      fields: { path: string; message: string }[]
    }
    expect(fields.map((field) => field.path)).toEqual([path])
    expect(fields[0]?.message).toMatch(reason)
    expect(fields[0]?.message).toMatch(remedy)
    expect(await matters()).toBe(before)
  })

  test('the same in English', async () => {
    const officer = await house.as('county.rights')
    const answer = await officer.raw({
      method: 'PUT',
      url: `/api/v1/cases/430202/${randomUUID()}`,
      headers: { 'accept-language': 'en' },
      payload: petition({ category: '9999', ...her({ birth: '2025-03-04' }), data: { facts: 'x' } }),
    })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

test('a narrative of more than a megabyte is refused by its size before anything reads it', async () => {
  await expect(register({ data: { facts: '字'.repeat(400_000) } })).rejects.toMatchObject({
    status: 413,
    code: 'http.tooLarge',
    message: '内容太大:最多 1 MB。',
  })
})

test.each([
  ['a middle dot, whichever the keyboard had', '阿依古丽•艾力', '阿依古丽·艾力', '13811112222'],
  ['a character beyond the first plane', '𠮷田𬱖', '𠮷田𬱖', '13811113333'],
  ['a character of four bytes in GB18030', '㛃某', '㛃某', '13811114444'],
])('%s in a name is kept, shown and found', async (_, typed, normal, phone) => {
  const officer = await house.as('county.rights')
  const view = await register({
    parties: [person('petitioner', typed, { phone })],
    data: { facts: '她说:“谢谢😀👩‍👧”,𠀀字也在。' },
  })
  const read = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(read.body?.data['facts']).toBe('她说:“谢谢😀👩‍👧”,𠀀字也在。')
  for (const q of [normal, typed]) {
    const { rows } = await officer.call(casesContract.search, { body: { q } })
    expect(rows.map(({ id }) => id)).toEqual([view.head.id])
  }
  // A mask cuts between characters, never inside one.
  expect(JSON.stringify(read)).not.toMatch(/\\ud[89a-f]/i)
  expect(read.body?.parties[0]?.name?.isWellFormed()).toBe(true)
})

describe('a file that is not what it says is refused with the reason, and nothing is stored', () => {
  const bomb = buildZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: Buffer.alloc(30 * 1024 * 1024, ' ') },
  ])
  test.each<[string, string, Buffer, RegExp]>([
    ['a program named like a document', '材料.docx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 1)]), /程序/],
    ['a zip bomb', '材料.docx', bomb, /压缩|恶意/],
    ['a text named like a picture', '照片.jpg', Buffer.from('只是文字'), /./],
  ])('%s', async (_, name, bytes, reason) => {
    const officer = await house.as('county.rights')
    const view = await register()
    const refused = officer.call(casesContract.addFile, {
      params: { ...keyOf(view), file: randomUUID() },
      query: { name },
      body: bytes,
    })
    await expect(refused).rejects.toMatchObject({
      status: 422,
      code: 'cases.file',
      message: expect.stringMatching(reason),
    })
    expect((await officer.call(casesContract.open, { params: keyOf(view) })).body?.files).toEqual([])
  })
})
