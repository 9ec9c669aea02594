import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'

// People with an account who look for what is not theirs.

let house: House
beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

const of = (name: string) => petition({ parties: [person('petitioner', name)] })
const auditOf = async (action: string): Promise<{ purpose: string | null; detail: unknown; username: string }[]> =>
  (
    await sql<{ purpose: string | null; detail: unknown; username: string }>`select e.purpose, e.detail, a.username
      from audit.event e join identity.account a on a.id = e.account where e.action = ${action} order by e.at`.execute(
      house.database.admin,
    )
  ).rows

test('the pages of a figure never hand out the key of a record that is kept from the reader', async () => {
  const owner = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const post = (await leader.raw({ method: 'GET', url: '/api/v1/me' })).json<{ post: { id: string } }>().post.id
  const shown = await open(owner, petition())
  house.clock.advance(1)
  const hidden = await open(owner, of('桑晓月'))
  await owner.call(casesContract.exclude, {
    params: keyOf(hidden),
    body: { version: hidden.head.version, posts: [post], reason: '对方的亲属' },
  })
  const page = (who: Caller, cursor?: string) =>
    who.call(figuresContract.records, {
      params: { measure: 'petition.received' },
      query: { period: '2025-03', limit: 1, ...(cursor ? { cursor } : {}) },
    })
  const first = await page(leader)
  expect([first.rows, first.hidden]).toEqual([[], { records: 1, n: 1 }])
  const told = `${JSON.stringify(first)} ${Buffer.from(first.next ?? '', 'base64url').toString('latin1')}`
  expect(told).not.toContain(hidden.head.id)
  expect((await page(leader, first.next!)).rows.map(({ id }) => id)).toEqual([shown.head.id])
  // Nor does it tell by being carried to somebody else, or by being made.
  for (const forged of [first.next!, `430202.${hidden.head.id}`])
    await expect(page(owner, forged)).rejects.toMatchObject({ status: 400, code: 'http.invalid' })
})

test('asking whether a person is known leaves a trace, whatever the answer', async () => {
  const village = await house.as('village.chair')
  const phone = '15412340066'
  await village.call(casesContract.hints, { body: { kind: 'petition', text: '三个月没发工资' } })
  expect(await auditOf('cases.hints')).toEqual([])
  await village.call(casesContract.hints, { body: { kind: 'petition', phone } })
  const [row, ...more] = await auditOf('cases.hints')
  expect(more).toEqual([])
  expect(row).toMatchObject({ username: 'village.chair', purpose: 'phone', detail: { shown: [], elsewhere: false } })
  expect(JSON.stringify(row)).not.toContain(phone)
})

test('a name typed where the number of an emergency belongs is not kept', async () => {
  const officer = await house.as('county2.rights')
  for (const number of ['桑晓月', '430202-XF-2025-99999']) {
    house.clock.advance(1)
    await expect(
      officer.call(casesContract.breakGlass, { body: { number, reason: '有人身危险' } }),
    ).rejects.toMatchObject({ code: 'cases.breakGlass' })
  }
  const rows = await auditOf('cases.breakGlass')
  expect(rows.map(({ detail }) => detail)).toEqual([{}, { number: '430202-XF-2025-99999' }])
})

test.each(['police.liaison', 'city.stats', 'admin'])('%s gets no list of who works where', async (username) => {
  const answer = await (await house.as(username)).raw({ method: 'GET', url: '/api/v1/posts?unit=430202' })
  expect(answer.statusCode).toBe(403)
})

test.each(['constructor', 'toString', '__proto__'])('%s is no measure, promise, paper, row or person', async (key) => {
  const officer = await house.as('county.rights')
  const mediation = await open(officer, {
    kind: 'mediation',
    category: '01',
    channel: '1',
    parties: [person('applicant', '岑小满'), person('respondent', '岑大山')],
    data: { facts: '离婚后的孩子抚养费。' },
  })
  const url = `/api/v1/cases/430202/${mediation.head.id}`
  const put = (part: string, payload: object) =>
    officer.raw({ method: 'PUT', url: `${url}/${part}/${randomUUID()}`, payload })
  const paper = { key, issuer: '荷塘区人民法院', number: '1', issuedOn: '2025-03-01', codes: [] }
  const answers = [
    await put('obligations', { key, what: '每月付抚养费', dueOn: '2025-04-01' }),
    await put('acts', paper),
    await put('parts', { key, data: {} }),
    await officer.raw({
      method: 'PUT',
      url: `/api/v1/cases/430202/${randomUUID()}`,
      payload: petition({ parties: [person(key, '田晓禾')] }),
    }),
    await officer.raw({ method: 'GET', url: `/api/v1/figures?kind=petition&period=2025-03&measures=${key}` }),
    await officer.raw({ method: 'GET', url: `/api/v1/figures/petition.${key}/records?period=2025-03` }),
  ]
  for (const answer of answers) expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answers.filter(({ statusCode }) => statusCode >= 500)).toEqual([])
})

test('who sees only the head of a matter does not learn how she is reached safely', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, petition({ category: '0101', notifyMode: 'F' }))
  expect((await officer.call(casesContract.open, { params: keyOf(view) })).notifyMode).toBe('F')
  const above = await (await house.as('city.rights')).call(casesContract.open, { params: keyOf(view) })
  expect([above.head.number, above.body, above.notifyMode]).toEqual([view.head.number, null, null])
})

test('an open matter does not tell its readers that somebody came again about what is restricted', async () => {
  const owner = await house.as('county.rights')
  const known = await open(owner, of('桑晓月'))
  const restricted = await open(owner, {
    ...of('桑晓月'),
    category: '0101',
    notifyMode: 'F',
    repeatOf: keyOf(known),
  })
  const after = await open(owner, of('桑晓月'))
  const linked = await owner.call(casesContract.correct, {
    params: keyOf(after),
    body: { version: after.head.version, reason: '又为这件事来', repeatOf: keyOf(restricted) },
  })
  // Her head is in the lists of the chair, whose name it is is not: neither search nor hints tell it.
  const leader = await house.as('county.leader')
  expect((await leader.call(casesContract.open, { params: keyOf(restricted) })).body).toBeNull()
  const told = async (who: Caller): Promise<boolean[]> =>
    Promise.all(
      [known, linked].map(async (view) =>
        JSON.stringify(await who.call(casesContract.open, { params: keyOf(view) })).includes(restricted.head.number),
      ),
    )
  expect([await told(owner), await told(leader)]).toEqual([
    [true, true],
    [false, false],
  ])
})

test('whoever holds the database cannot try whether a paper she knows is attached', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, petition())
  const bytes = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  await officer.call(casesContract.addFile, {
    params: { ...keyOf(view), file: randomUUID() },
    query: { name: '判决书.pdf', purpose: 'attachment' },
    body: bytes,
  })
  const rows = (
    await sql<{
      row: string
    }>`select f::text || c::text as row from cases.file f join cases.file_content c using (home, case_id, id)`.execute(
      house.database.admin,
    )
  ).rows.map(({ row }) => row)
  expect(rows).toHaveLength(1)
  for (const hash of ['sm3', 'sha256', 'sha1', 'md5'])
    expect(rows[0]).not.toContain(createHash(hash).update(bytes).digest('hex'))
})

test.each([
  ['county.rights', '/api/v1/cases'],
  ['county.rights', '/api/v1/notices'],
  ['auditor', '/api/v1/audit/unusual'],
])('a forged page mark is refused as such (%s, %s)', async (username, path) => {
  const cursor = Buffer.from(`1.${'-'.repeat(36)}`).toString('base64url')
  const answer = await (await house.as(username)).raw({ method: 'GET', url: `${path}?cursor=${cursor}` })
  expect([answer.statusCode, answer.json<{ fields: { path: string }[] }>().fields[0]?.path]).toEqual([400, 'cursor'])
})
