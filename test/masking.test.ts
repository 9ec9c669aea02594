import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import type { Route } from '#platform/contract/route.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { requestsOfMatters } from '#test/harness/requests-of-matters.ts'
import { act, keyOf, open, person } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const name = '向小满'
const husband = '罗大成'
const phone = '13800002345'
const id = '430202198803050029'
const told = `${name}(${id},电话 138 0000 2345)说,${husband}又动手,表妹 0731-88881234 作证。`
const secret = /向小满|罗大成|138 ?0000 ?2345|430202198803050029|88881234/

/** What gives a whole value on purpose: for a reason on record, in one's own village, or in a letter to herself. */
const whole = new Set([
  'reveal',
  'revealWords',
  'sourceLine',
  'dial',
  'knownPeople',
  'getFile',
  'paper',
  'numberPaper',
  'reprintPaper',
  'prints',
  'paperDocx',
  'printFullForm',
  'drafts',
])

/** Answers of every route of the room as one person gets them, reading ones before those that change the matter. */
const answers = async (
  caller: Caller,
  target: { home: string; id: string; number: string; party: string; file: string },
): Promise<readonly { readonly route: string; readonly status: number; readonly body: string }[]> => {
  const all = Object.entries(casesContract as Record<string, Route>).filter(([key]) => !whole.has(key))
  const found = []
  for (const [key, route] of all.sort(([, a], [, b]) => Number(a.method !== 'GET') - Number(b.method !== 'GET'))) {
    const entry = requestsOfMatters[`${route.method} ${route.path}`]
    if (!entry) continue
    const { params = {}, query = {}, body } = entry.ask(target, { home: target.home, unitCode: '430202001' })
    const path = route.path.replace(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(params[one] ?? ''))
    const answer = await caller.raw({
      method: route.method,
      url: `${path}?${new URLSearchParams(query).toString()}`,
      ...(body === undefined ? {} : { payload: body }),
      headers: Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {},
    })
    found.push({ route: key, status: answer.statusCode, body: answer.body })
  }
  return found
}

const petition = (village: Caller) =>
  open(village, {
    kind: 'petition',
    category: '0403',
    channel: 'V',
    parties: [
      person('petitioner', name, { phone, idNumber: id, relation: `${husband}之妻`, employer: `${husband}小卖部` }),
      person('respondent', husband),
    ],
    data: { facts: told, request: `要${husband}还钱,打 ${phone}。`, remarks: `证件 ${id}` },
  })

test('no name, telephone or ID number of the matter stands in any answer but those that show it for a reason', async () => {
  const village = await house.as('village.chair')
  let view = await petition(village)
  await village.call(casesContract.addFile, {
    params: { ...keyOf(view), file: randomUUID() },
    query: { name: `${name}身份证.txt` },
    body: Buffer.from('复印件'),
  })
  await village.call(casesContract.note, { params: keyOf(view), body: { id: randomUUID(), note: told } })
  view = await village.call(casesContract.open, { params: keyOf(view) })
  await act(village, view, 'raise', { note: told })
  const town = await house.as('town.chair')
  view = await town.call(casesContract.open, { params: keyOf(view) })
  const target = {
    ...keyOf(view),
    number: view.head.number,
    party: view.body!.parties[0]!.id,
    file: view.body!.files[0]!.id,
  }
  expect(view.body!.data['facts']).toBe(
    '向*满(430***********0029,电话 138****2345)说,罗*成又动手,表妹 0731-******34 作证。',
  )
  for (const username of ['county.rights', 'county.leader', 'town.chair']) {
    const found = await answers(await house.as(username), target)
    expect(found.filter(({ status }) => status === 200).length).toBeGreaterThan(10)
    expect(
      found.filter(({ body }) => secret.test(body)).map(({ route, body }) => `${username} ${route} ${body}`),
    ).toEqual([])
  }
})

test('a reveal shows the words whole and is among the readers of the matter', async () => {
  const village = await house.as('village.chair')
  const { head } = await petition(village)
  const town = await house.as('town.chair')
  const params = { home: head.home, id: head.id }
  const { value } = await town.call(casesContract.revealWords, { params, body: { at: 'data.facts', reason: '3' } })
  expect(value).toBe(told)
  const { readers } = await town.call(casesContract.readers, { params })
  expect(readers.map(({ action }) => action)).toContain('cases.reveal')
  await expect(
    village.call(casesContract.revealWords, { params, body: { at: 'data.facts', reason: '3' } }),
  ).rejects.toMatchObject({ status: 403 })
})

test('her own village reads names whole, numbers never; its printed form has neither', async () => {
  const village = await house.as('village.chair')
  const view = await petition(village)
  expect(view.body!.data['facts']).toBe(
    '向小满(430***********0029,电话 138****2345)说,罗大成又动手,表妹 0731-******34 作证。',
  )
  const { sheet } = await village.call(casesContract.printForm, { params: keyOf(view), body: {} })
  expect(JSON.stringify(sheet)).not.toMatch(secret)
})

test('words corrected beside what is masked keep what was masked', async () => {
  const village = await house.as('village.chair')
  const { head } = await petition(village)
  const town = await house.as('town.chair')
  const params = { home: head.home, id: head.id }
  const shown = await town.call(casesContract.open, { params })
  const facts = String(shown.body!.data['facts'])
  await town.call(casesContract.correct, {
    params,
    body: { version: shown.head.version, reason: '补一句', data: { facts: `${facts}孩子也看见了。` } },
  })
  const { value } = await town.call(casesContract.revealWords, { params, body: { at: 'data.facts', reason: '3' } })
  expect(value).toBe(`${told}孩子也看见了。`)
})
