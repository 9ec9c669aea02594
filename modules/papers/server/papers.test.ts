import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import type { LetterDocument } from '#platform/paper/letter.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, actWithApproval, open, petition } from '#test/kinds/walk.ts'
import { papersContract } from '../contract.ts'

let house: House
let officer: Caller
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  await officer.call(papersContract.addBook, {
    params: { home: '430202', id: randomUUID() },
    body: { prefix: '荷妇访告', forms: ['petition.acceptance', 'petition.refusal'], first: 38 },
  })
})
afterAll(() => house.stop())

type View = Awaited<ReturnType<typeof open>>
const keyOf = ({ head }: View) => ({ home: head.home, id: head.id })
const accepted = async (who: Caller, over = {}): Promise<View> => act(who, await open(who, petition(over)), 'accept')
const paper = (view: View, key = 'acceptance') => ({ params: { ...keyOf(view), paper: key } })
const numbered = async (who: Caller, view: View, key = 'acceptance'): Promise<LetterDocument> =>
  (await who.call(casesContract.numberPaper, { ...paper(view, key), body: {} })).letter as LetterDocument
const register = async (who: Caller, query = {}) => (await who.call(papersContract.register, { query })).rows

test('a letter looked at takes no number and is a draft; sent, it has one, and the same one ever after', async () => {
  const view = await accepted(officer)
  const seen = await officer.call(casesContract.paper, paper(view))
  expect(seen).toMatchObject({ draft: 'number', letter: { draft: true } })
  expect((seen.letter as LetterDocument).number).toBeUndefined()
  const first = await numbered(officer, view)
  expect(first.number).toBe('荷妇访告〔2025〕38号')
  expect(first.draft).toBeUndefined()
  expect((await numbered(officer, view)).number).toBe(first.number)
  expect(await officer.call(casesContract.paper, paper(view))).toMatchObject({ draft: null, letter: first })
  const [row] = await register(officer, { q: '38' })
  expect(row).toMatchObject({ number: first.number, voided: null, shown: { form: { zh: '受理告知书' } } })
  expect(row!.shown!.matter.number).toBe(view.head.number)
})

test('a letter whose step is not done takes no number, and one without a book is no draft', async () => {
  const view = await open(officer, petition())
  const before = await officer.call(casesContract.numberPaper, { ...paper(view), body: {} })
  expect(before).toMatchObject({ draft: 'step', letter: { draft: true } })
  const neighbour = await house.as('county2.rights')
  const theirs = await act(
    neighbour,
    await neighbour.call(casesContract.create, { params: { home: '430203', id: randomUUID() }, body: petition() }),
    'accept',
  )
  expect(await neighbour.call(casesContract.numberPaper, { ...paper(theirs), body: {} })).toMatchObject({
    draft: null,
    bookless: true,
  })
  expect(await register(neighbour)).toEqual([])
})

test('letters sent at once get numbers without a gap, and a request that fails leaves none', async () => {
  const views = []
  for (let made = 0; made < 6; made += 1) views.push(await accepted(officer))
  const numbers = await Promise.all(views.map(async (view) => (await numbered(officer, view)).number))
  expect([...numbers].sort()).toEqual([39, 40, 41, 42, 43, 44].map((n) => `荷妇访告〔2025〕${n}号`))
  const failed = house.locally('county.rights', async (ctx) => {
    const view = await accepted(officer)
    await sql`select guard.paper_take(${view.head.home}, ${view.head.id}::uuid, 'petition.acceptance', 2, ${randomUUID()}::uuid, ${ctx.now})`.execute(
      ctx.tx,
    )
    throw new Error('power cut')
  })
  await expect(failed).rejects.toThrow('power cut')
  expect((await numbered(officer, await accepted(officer))).number).toBe('荷妇访告〔2025〕45号')
})

test('a void number stays in the register with its reason; the letter printed again gets another', async () => {
  const view = await accepted(officer)
  const { number } = await numbered(officer, view)
  const [row] = await register(officer, { q: number })
  const done = await officer.call(papersContract.void, {
    params: { home: row!.home, id: row!.id },
    body: { reason: 'misprint' },
  })
  expect(done.voided?.reason?.zh).toBe('印错了')
  await expect(
    officer.call(papersContract.void, { params: { home: row!.home, id: row!.id }, body: { reason: 'misprint' } }),
  ).rejects.toMatchObject({ code: 'papers.notVoid' })
  const again = await numbered(officer, view)
  expect(again.number).not.toBe(number)
  expect((await register(officer, { q: number }))[0]).toMatchObject({ number, voided: { reason: { zh: '印错了' } } })
})

/** A numbered letter whose addressee is corrected a minute later. */
const corrected = async (name: string) => {
  const view = await accepted(officer)
  const first = await numbered(officer, view)
  house.clock.advance(1)
  const noted = await officer.call(casesContract.note, {
    params: keyOf(view),
    body: { id: crypto.randomUUID(), note: '电话告知。' },
  })
  const look = () => officer.call(casesContract.paper, paper(view))
  const beforeIt = await look()
  const fix = async (version: number, to: string) =>
    officer.call(casesContract.correct, {
      params: keyOf(view),
      body: { version, reason: '登记时写错了', parties: [{ id: noted.body!.parties[0]!.id, name: to }] },
    })
  const after = await fix(noted.head.version, name)
  const reprint = () =>
    officer.call(casesContract.reprintPaper, { ...paper(view), body: { reason: 'written' as const } })
  return {
    view,
    first,
    beforeIt,
    look,
    fix,
    after,
    reprint,
    row: async () => (await register(officer, { q: first.number }))[0]!,
  }
}

test('a letter whose matter was corrected after its number was taken stays as given out and says so; with a new number it no longer does', async () => {
  const { view, first, beforeIt, look, row } = await corrected('田晓萍')
  expect(beforeIt).toMatchObject({ correctedAt: null, changes: null })
  const after = await look()
  expect(after).toMatchObject({ draft: null, letter: first })
  expect(after.correctedAt).toBe(house.clock().toISOString())
  expect(after.changes).toEqual({ was: [first.addressee], is: ['田晓萍'] })
  const { home, id } = await row()
  await officer.call(papersContract.void, { params: { home, id }, body: { reason: 'content' } })
  house.clock.advance(1)
  expect(await numbered(officer, view)).toMatchObject({
    addressee: '田晓萍',
    number: expect.not.stringContaining(first.number!),
  })
  expect((await look()).correctedAt).toBeNull()
})

test('更正重印 keeps the number, marks paper and register, keeps the first print; pressed twice at once it is one', async () => {
  const { view, first, look, fix, after, reprint, row } = await corrected('田晓梅')
  const [one, two] = await Promise.all([reprint(), reprint()])
  expect(one).toEqual(two)
  expect(one).toMatchObject({
    letter: { number: first.number, addressee: '田晓梅', reprinted: '2025-03-03' },
    correctedAt: null,
  })
  expect(await look()).toMatchObject({ letter: one.letter })
  const marked = await row()
  expect(marked).toMatchObject({
    voided: null,
    corrected: { reason: { zh: '写错了' }, by: expect.stringMatching(/\S/) },
  })
  const prints = async () =>
    (await officer.call(casesContract.prints, { params: { ...keyOf(view), issued: marked.id } })).prints
  expect(await prints()).toMatchObject([
    { round: 1, reason: null, letter: first, changes: null },
    { round: 2, reason: { zh: '写错了' }, changes: { was: [first.addressee], is: ['田晓梅'] } },
  ])
  // A second correction is a third print; the words of the first two stay.
  house.clock.advance(1)
  await fix(after.head.version, '田小梅')
  expect(await look()).toMatchObject({ letter: { addressee: '田晓梅' }, changes: { is: ['田小梅'] } })
  await reprint()
  expect((await prints()).map(({ letter }) => (letter as LetterDocument).addressee)).toEqual([
    first.addressee,
    '田晓梅',
    '田小梅',
  ])
  const { readers } = await officer.call(casesContract.readers, { params: keyOf(view) })
  expect(readers).toContainEqual(
    expect.objectContaining({
      done: { zh: '更正重印', en: expect.any(String) },
      purpose: expect.objectContaining({ zh: '写错了' }),
    }),
  )
  expect(readers.map(({ done }) => done.zh)).toContain('看首次打印')
  // What was given out lies sealed: no name in clear in the table.
  const { rows } = await sql<{
    sealed: Buffer
  }>`select sealed from cases.letter where case_id = ${view.head.id}::uuid`.execute(house.database.admin)
  expect(rows).toHaveLength(3)
  expect(rows.map(({ sealed }) => sealed.toString('utf8')).join()).not.toMatch(/田小梅|addressee/)
  await expect(
    (await house.as('county2.rights')).call(casesContract.prints, { params: { ...keyOf(view), issued: marked.id } }),
  ).rejects.toMatchObject({ status: 404 })
})

test('a letter of which nothing was corrected is not reprinted as corrected', async () => {
  const view = await accepted(officer)
  await numbered(officer, view)
  await expect(
    officer.call(casesContract.reprintPaper, { ...paper(view), body: { reason: 'told' } }),
  ).rejects.toMatchObject({ code: 'cases.unlawful', message: expect.stringContaining('没有更正过') })
})

test('a number taken before prints were kept is reprinted too, and says that the first words are not there', async () => {
  const { view, look, reprint, row } = await corrected('田大梅')
  await sql`delete from cases.letter where case_id = ${view.head.id}::uuid`.execute(house.database.admin)
  expect(await look()).toMatchObject({
    letter: { addressee: '田大梅' },
    changes: null,
    correctedAt: expect.any(String),
  })
  await reprint()
  const { prints } = await officer.call(casesContract.prints, { params: { ...keyOf(view), issued: (await row()).id } })
  expect(prints.map(({ round }) => round)).toEqual([2])
})

test('a letter gives the words of its own step: the reason of an extension is never the 处理意见', async () => {
  const leader = await house.as('county.leader')
  let view = await accepted(officer, { data: { facts: '三个月没发工资。', opinion: '支持其诉求。' } })
  view = await actWithApproval(officer, leader, view, 'extend', { note: '等测绘结果。' })
  view = await act(officer, view, 'conclude', { result: 'S', note: '已补发。' })
  view = await actWithApproval(officer, leader, view, 'reply', { proof: { on: '2025-03-03', mode: 'hand' } })
  const wordsOf = async (key: string) =>
    JSON.stringify(((await officer.call(casesContract.paper, paper(view, key))).letter as LetterDocument).body)
  expect(await wordsOf('extension')).toContain('延长理由：等测绘结果。')
  expect(await wordsOf('extension')).not.toContain('支持其诉求')
  expect(await wordsOf('reply')).toContain('支持其诉求。')
})

test('a step taken back voids the number of its letter', async () => {
  let view = await accepted(officer)
  const { number } = await numbered(officer, view)
  const step = view.body!.steps.find(({ action }) => action === 'accept')!
  view = await officer.call(casesContract.withdraw, {
    params: keyOf(view),
    body: { version: view.head.version, seq: step.seq, reason: '点错了' },
  })
  expect((await register(officer, { q: number }))[0]!.voided?.reason?.zh).toBe('这一步已撤回')
  expect((await numbered(officer, await act(officer, view, 'accept'))).number).not.toBe(number)
})

test('who does not see the matter sees its number alone; of a restricted one, number and class', async () => {
  const shut = await accepted(officer, { title: '拖欠工资' })
  const secret = (await numbered(officer, shut)).number
  const leader = await house.as('county.leader')
  expect((await register(leader, { q: secret }))[0]!.shown!.matter).toMatchObject({ title: '拖欠工资', openable: true })
  let view = shut
  view = await officer.call(casesContract.restrict, {
    params: keyOf(view),
    body: { version: view.head.version, access: 'restricted', reason: '本人要求' },
  })
  const [restricted] = await register(leader, { q: secret })
  expect(restricted!.shown!.matter).toMatchObject({ number: view.head.number, who: null, title: null, openable: false })
  expect(restricted!.shown!.matter.category).not.toBeNull()
  await officer.call(casesContract.restrict, {
    params: keyOf(view),
    body: { version: view.head.version, access: 'closed', reason: '本人要求' },
  })
  expect(await register(leader, { q: secret })).toEqual([
    { home: '430202', id: expect.any(String), number: secret, voided: null, corrected: null, shown: null },
  ])
  // The register is one unit's: the neighbour and the level above have their own.
  expect(await register(await house.as('county2.rights'))).toEqual([])
  expect(await register(await house.as('city.rights'))).toEqual([])
})

test('a book is set up once, for its own unit, and a letter has one book', async () => {
  const home = '430202'
  const set = (prefix: string, forms: string[], caller = officer, at = home) =>
    caller.call(papersContract.addBook, { params: { home: at, id: randomUUID() }, body: { prefix, forms } })
  await expect(set('荷妇访告', ['petition.reply'])).rejects.toMatchObject({ fields: [{ path: 'prefix' }] })
  await expect(set('荷妇〔2025〕', ['petition.reply'])).rejects.toMatchObject({ fields: [{ path: 'prefix' }] })
  await expect(set('荷妇函', ['petition.refusal'])).rejects.toMatchObject({ code: 'papers.formTaken' })
  await expect(set('荷妇函', ['petition.nothing'])).rejects.toMatchObject({ fields: [{ path: 'forms' }] })
  await expect(set('荷妇函', ['petition.reply'], officer, '430203')).rejects.toMatchObject({ status: 404 })
  const { books } = await set('荷妇函', ['petition.reply'])
  expect(books.map(({ prefix, next }) => [prefix, next])).toContainEqual(['荷妇函', '荷妇函〔2025〕1号'])
  const mine = books.find(({ prefix }) => prefix === '荷妇函')!
  const change = (version: number, forms: string[], caller = officer) =>
    caller.call(papersContract.changeForms, { params: { home, id: mine.id }, body: { version, forms } })
  await expect(change(1, [], await house.as('county2.rights'))).rejects.toMatchObject({ status: 404 })
  await change(1, ['petition.reply', 'petition.extension'])
  await expect(change(1, [])).rejects.toMatchObject({ code: 'http.stale' })
})

test('a book closed for the year refuses and says what to do; the new year begins by itself at 1, in Shanghai', async () => {
  const { books } = await officer.call(papersContract.books, {})
  const { home, id } = books.find(({ prefix }) => prefix === '荷妇访告')!
  const close = async (closed: boolean) =>
    (await house.as('county.rights')).call(papersContract.closeYear, {
      params: { home, id, year: 2025 },
      body: { closed },
    })
  await close(true)
  const late = await accepted(officer)
  await expect(numbered(officer, late)).rejects.toMatchObject({
    code: 'cases.bookClosed',
    message: expect.stringMatching(/2025 年.*重新启用.*1 月 1 日/),
  })
  expect(await officer.call(casesContract.paper, paper(late))).toMatchObject({ draft: 'number' })
  await close(false)
  house.clock.set('2025-12-31T23:59:00+08:00')
  let now = await house.as('county.rights')
  const last = await accepted(now)
  expect((await numbered(now, last)).number).toMatch(/〔2025〕\d+号$/)
  const across = await accepted(now)
  await close(true)
  house.clock.set('2026-01-01T00:01:00+08:00')
  now = await house.as('county.rights')
  const first = await numbered(now, across)
  // Number and date of one paper are of one year.
  expect(first).toMatchObject({ number: '荷妇访告〔2026〕1号', date: '2026-01-01' })
  expect((await numbered(now, last)).date).toBe('2025-12-31')
})

test('taking, voiding and looking are on record, without a name', async () => {
  const { rows } = await sql<{ action: string; n: number }>`select action, count(*)::int as n from audit.event
    where action in ('cases.number', 'papers.void', 'papers.register', 'papers.addBook', 'papers.closeYear') group by 1 order by 1`.execute(
    house.database.admin,
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'cases.number',
    'papers.addBook',
    'papers.closeYear',
    'papers.register',
    'papers.void',
  ])
})

test('the database lets nobody write a number past the guard', async () => {
  for (const statement of [
    sql`update papers.year set last = 0`,
    sql`insert into papers.issued (home, id) values ('430202', gen_random_uuid())`,
    sql`update papers.issued set void_reason = null`,
    sql`delete from papers.issued`,
    sql`update papers.issued set corrected_at = null`,
    sql`insert into cases.letter (home, case_id) values ('430202', gen_random_uuid())`,
    sql`update cases.letter set sealed = ''`,
    sql`delete from cases.letter`,
    sql`delete from papers.year`,
    sql`update papers.book set prefix = '别'`,
  ])
    await expect(house.locally('county.rights', (ctx) => statement.execute(ctx.tx))).rejects.toMatchObject({
      code: '42501',
    })
})
