import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const violent = petition({ category: '0101', notifyMode: 'F', data: { facts: '丈夫动手。' } })

test('whoever opened a matter by a stated reason or in an emergency reads it and changes nothing', async () => {
  const owner = await house.as('county.rights')
  const view = await open(owner, violent)
  const city = await house.as('city.rights')
  await city.call(casesContract.supervise, {
    params: keyOf(view),
    body: { purpose: 'supervise', reason: '市里督办本案' },
  })
  const stranger = await house.as('hongjiang.rights')
  await stranger.call(casesContract.breakGlass, { body: { number: view.head.number, reason: '她来电说有生命危险' } })
  for (const reader of [city, stranger]) {
    const seen = await reader.call(casesContract.open, { params: keyOf(view) })
    expect(seen.body?.data['facts']).toBe('丈夫动手。')
    expect(seen.body?.actions.filter((action) => action.blocked === null)).toEqual([])
    const refused = { code: 'cases.readOnly' }
    const version = view.head.version
    await expect(act(reader, view, 'withdraw', { note: '替她撤回' })).rejects.toMatchObject(refused)
    await expect(
      reader.call(casesContract.note, { params: keyOf(view), body: { id: randomUUID(), note: '记一笔' } }),
    ).rejects.toMatchObject(refused)
    await expect(
      reader.call(casesContract.cancel, { params: keyOf(view), body: { version, reason: '作废' } }),
    ).rejects.toMatchObject(refused)
    await expect(
      reader.call(casesContract.restrict, {
        params: keyOf(view),
        body: { version, access: 'closed', reason: '改范围' },
      }),
    ).rejects.toMatchObject(refused)
    await expect(
      reader.call(casesContract.exclude, { params: keyOf(view), body: { version, units: ['430203'], reason: '排除' } }),
    ).rejects.toMatchObject(refused)
  }
  expect((await owner.call(casesContract.open, { params: keyOf(view) })).head).toMatchObject({
    status: 'registered',
    version: view.head.version,
  })
})

test('an emergency view is carried even by somebody with many grants, and three at once are three', async () => {
  const owner = await house.as('county.rights')
  const city = await house.as('city.rights')
  for (let n = 0; n < 6; n++)
    await city.call(casesContract.supervise, {
      params: keyOf(await open(owner, violent)),
      body: { purpose: 'assist', reason: '协查需要查看' },
    })
  const urgent = await open(await house.as('county2.rights'), violent, '430203')
  await city.call(casesContract.breakGlass, { body: { number: urgent.head.number, reason: '人正在危险中' } })
  expect((await city.call(casesContract.open, { params: keyOf(urgent) })).body).not.toBeNull()
  const stranger = await house.as('county2.rights')
  const numbers = await Promise.all(Array.from({ length: 6 }, async () => (await open(owner, violent)).head.number))
  const answers = await Promise.allSettled(
    numbers.map((number) => stranger.call(casesContract.breakGlass, { body: { number, reason: '同时要看好几件' } })),
  )
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(3)
})

test('a number that is not there costs a try like one that is, so numbers cannot be probed', async () => {
  house.clock.advance(24 * 60)
  const probe = (number: string) =>
    house
      .as('town.chair')
      .then((chair) => chair.call(casesContract.breakGlass, { body: { number, reason: '一个个试编号' } }))
  const owner = await house.as('county2.rights')
  const [hers, shut] = [await open(owner, violent, '430203'), await open(owner, violent, '430203')]
  await owner.call(casesContract.exclude, {
    params: keyOf(shut),
    body: { version: shut.head.version, units: ['430202001'], reason: '对方在那里上班' },
  })
  const answers = []
  for (const number of ['430203-XF-2025-99999', shut.head.number, '430203-XF-2025-99998', hers.head.number])
    answers.push(await probe(number).then(String, (error: unknown) => String(error)))
  expect(new Set(answers).size).toBe(1)
  house.clock.advance(24 * 60)
  await probe(hers.head.number)
})

test('owner and unit in charge cannot be excluded, and a village cannot shut out the county', async () => {
  const village = await house.as('village.chair')
  const view = await open(village, {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '柳大婶')],
    data: { facts: '为院墙争吵。' },
  })
  const exclude = (units: string[]) =>
    village.call(casesContract.exclude, {
      params: keyOf(view),
      body: { version: view.head.version, units, reason: '不想让知道' },
    })
  for (const unit of ['430202', '430202001'])
    await expect(exclude([unit])).rejects.toMatchObject({ code: 'http.invalid' })
  expect((await (await house.as('county.rights')).call(casesContract.open, { params: keyOf(view) })).head.id).toBe(
    view.head.id,
  )
})

test('a village cannot shut out the level above while registering either', async () => {
  const village = await house.as('village.chair')
  const dispute = {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '柳大婶')],
    data: { facts: '为院墙争吵。' },
  }
  for (const unit of ['430202', '430202001'])
    await expect(open(village, { ...dispute, notTo: [unit] })).rejects.toMatchObject({
      code: 'http.invalid',
      fields: [{ path: 'notTo' }],
    })
})

test('a voided matter says so, and a closed one is not voided', async () => {
  const owner = await house.as('county.rights')
  const view = await open(owner, petition())
  const gone = await owner.call(casesContract.cancel, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '重复登记' },
  })
  expect(gone.head).toMatchObject({ statusLabel: { zh: '已作废', en: 'Voided' }, phase: 2 })
  const left = await act(owner, await open(owner, petition()), 'withdraw', { note: '本人不再要求' })
  await expect(
    owner.call(casesContract.cancel, { params: keyOf(left), body: { version: left.head.version, reason: '作废' } }),
  ).rejects.toMatchObject({ code: 'cases.unlawful' })
})

test('the same key with other words is refused, with the same words it is the same matter', async () => {
  const owner = await house.as('county.rights')
  const id = randomUUID()
  const words = petition()
  const put = (facts: string) =>
    owner.call(casesContract.create, { params: { home: '430202', id }, body: { ...words, data: { facts } } })
  const first = await put('第一次写的。')
  expect((await put('第一次写的。')).head.number).toBe(first.head.number)
  await expect(put('改过的话。')).rejects.toMatchObject({ status: 409, code: 'http.exists' })
})

test('names of the language, year 1 and unknown matters are ordinary bad input', async () => {
  const owner = await house.as('county.rights')
  const view = await open(owner, petition())
  await expect(owner.call(casesContract.codes, { params: { list: '__proto__' } })).rejects.toMatchObject({
    status: 404,
  })
  await expect(open(owner, petition({ kind: 'constructor' }))).rejects.toMatchObject({ code: 'cases.kind' })
  await expect(
    owner.call(casesContract.paper, { params: { ...keyOf(view), paper: 'constructor' } }),
  ).rejects.toMatchObject({ status: 404 })
  await expect(act(owner, view, 'constructor')).rejects.toMatchObject({ code: 'cases.unlawful' })
  await expect(open(owner, petition({ openedAt: '0001-01-01T08:00:00+08:00' }))).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'openedAt', message: '早于 1990 年,请核对年份。' }],
  })
  await expect(open(owner, petition({ repeatOf: { home: '430203', id: randomUUID() } }))).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'repeatOf' }],
  })
})
