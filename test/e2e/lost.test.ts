import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { keyOf } from '#test/kinds/walk.ts'
import { type Journeys, picture, startJourneys } from './harness.ts'
import { at, choose, chooseClass, drawer, registerPetition, step } from './petition.ts'

// What a connection does to a person who saves: the request is lost, the answer is lost, the server is away for a moment.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const save = (page: Page) => page.getByRole('button', { name: '登记', exact: true })

/** Fills the least a petition needs; `category` tells this test's matters from those of the others. */
const fill = async (page: Page, category: string): Promise<void> => {
  await page.getByLabel('听她说,按原话记下').fill('来信反映村里的事,写到一半网络断了。')
  await choose(page, '来信')
  await chooseClass(page, category)
  await page.getByText(/草稿已存/).waitFor()
}

const registered = async (category: string): Promise<readonly string[]> => {
  const officer = await journeys.house.as('county.rights')
  const { rows } = await officer.call(casesContract.list, { query: { tab: 'all', category } })
  return rows.map(({ number }) => number)
}

/** Lets `first` deal with the first such request; later ones go through. */
const once = async (page: Page, method: string, path: RegExp, first: (route: Route) => Promise<void>) => {
  let met = 0
  await page.route(path, (route) => {
    if (route.request().method() !== method) return route.continue()
    met += 1
    return met === 1 ? first(route) : route.continue()
  })
}
const matterPath = /\/api\/v1\/cases\/430202\/[0-9a-f-]{36}$/
const offline = '没有连上服务器。填写的内容还在,请稍后再点一次。'

test.each([
  ['the request is lost', '0502', (route: Route) => route.abort('connectionreset')],
  [
    'the answer is lost',
    '0503',
    async (route: Route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
  ],
])('when %s she is told, her words stay, and pressing again registers once', async (_, category, lose) => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await fill(page, category)
  await once(page, 'PUT', matterPath, lose)
  await save(page).click()
  await page.getByText(offline).waitFor()
  expect(await page.getByLabel('听她说,按原话记下').inputValue()).toContain('写到一半网络断了')
  await save(page).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  expect(await registered(category)).toEqual([await page.locator('.case-number').innerText()])
  const officer = await journeys.house.as('county.rights')
  expect((await officer.call(casesContract.drafts, {})).drafts).toEqual([])
})

test('words changed after an answer that was lost are not passed over: she is told and led to what stands', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await fill(page, '0504')
  await once(page, 'PUT', matterPath, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await save(page).click()
  await page.getByText(offline).waitFor()
  await page.getByLabel('听她说,按原话记下').fill('来信反映村里的事,又补了一句。')
  await save(page).click()
  await page.getByText('这一条已经登记过').waitFor()
  await picture(page, 'register-standing-desk')
  const [standing] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '打开登记过的那一条' }).click(),
  ])
  await standing.getByText('写到一半网络断了').first().waitFor()
  expect(await page.getByLabel('听她说,按原话记下').inputValue()).toContain('又补了一句')
  expect(await registered('0504')).toHaveLength(1)
})

test('while the database is away she is told when to try again, and nothing typed is lost', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await fill(page, '0599')
  const busy = {
    status: 503,
    headers: { 'retry-after': '5' },
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank',
      status: 503,
      code: 'http.busy',
      title: '数据库暂时连不上,内容没有保存。请稍后再点一次。',
      fields: [],
      trace: '0',
    }),
  }
  await once(page, 'PUT', matterPath, (route) => route.fulfill(busy))
  await save(page).click()
  await page.getByText('数据库暂时连不上,内容没有保存。请稍后再点一次。').waitFor()
  await save(page).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  expect(await registered('0599')).toHaveLength(1)
})

test('a step whose answer is lost is taken once', async () => {
  const view = await registerPetition(journeys)
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await once(page, 'POST', /\/steps$/, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await step(page, '受理').click()
  const panel = drawer(page)
  await panel.getByLabel('说明').fill('材料齐全。')
  await panel.getByRole('button', { name: '受理', exact: true }).click()
  await panel.getByText(offline).waitFor()
  expect(await panel.getByLabel('说明').inputValue()).toBe('材料齐全。')
  await panel.getByRole('button', { name: '受理', exact: true }).click()
  await panel.waitFor({ state: 'detached' })
  const officer = await journeys.house.as('county.rights')
  const after = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(after.body?.steps.filter(({ action }) => action === 'accept')).toHaveLength(1)
})

test('a narrative pasted far too long is refused at its field, kept, and saved once it is cut', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await fill(page, '0601')
  const note = page.getByLabel('听她说,按原话记下')
  await note.fill('字'.repeat(200_000))
  await save(page).click()
  await page.getByText('最多 20000 个字', { exact: false }).first().waitFor()
  expect((await note.inputValue()).length).toBe(200_000)
  await note.fill('她说:“谢谢😀”,𠀀字也在。')
  await save(page).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  expect(await registered('0601')).toHaveLength(1)
})

test('what is typed while the connection is away reaches the server by itself when it is back', async () => {
  const { page } = await journeys.openAs('county2.rights', 'desk', '/register/petition')
  await page.getByLabel('听她说,按原话记下').fill('写了第一句。')
  await page.getByText(/草稿已存/).waitFor()
  await page.context().setOffline(true)
  await page.getByLabel('听她说,按原话记下').fill('写了第一句,断网时又写了第二句。')
  await page.getByText('没有连上服务器').first().waitFor()
  await page.context().setOffline(false)
  const officer = await journeys.house.as('county2.rights')
  await expect
    .poll(async () => JSON.stringify((await officer.call(casesContract.drafts, {})).drafts), { timeout: 15_000 })
    .toContain('断网时又写了第二句')
})

test('a draft that is open twice is never written over unasked, and a lost answer of its own save is no other', async () => {
  const who = 'city.rights'
  const officer = await journeys.house.as(who)
  const words = async (): Promise<readonly string[]> =>
    (await officer.call(casesContract.drafts, {})).drafts.map(
      ({ content }) => (content as { data: { facts: string } }).data.facts,
    )
  const { page: first } = await journeys.openAs(who, 'desk', '/register/petition')
  const note = (page: Page) => page.getByLabel('听她说,按原话记下')
  await once(first, 'PUT', /\/drafts\//, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await note(first).fill('在办公室记的。')
  await first.getByText('草稿存在本机').waitFor()
  await first.getByText(/草稿已存/).waitFor()

  const { page: second } = await journeys.openAs(who, 'desk', '/register/petition')
  await second.getByRole('button', { name: '接着写' }).click()
  const type = async (page: Page, text: string): Promise<void> => {
    journeys.house.clock.advance(1)
    await note(page).fill(text)
  }
  await type(second, '在接待室记的。')
  await expect.poll(words, { timeout: 15_000 }).toEqual(['在接待室记的。'])
  await type(first, '又在办公室记的。')
  await first.getByText(/在别的窗口或设备上又存过/).waitFor()
  await picture(first, 'draft-elsewhere')
  expect(await words()).toEqual(['在接待室记的。'])
  await first.getByRole('button', { name: '用这一份' }).click()
  await first.getByText(/草稿已存/).waitFor()
  expect((await words()).toSorted()).toEqual(['又在办公室记的。', '在接待室记的。'].toSorted())

  await type(second, '接待室的又一句。')
  await second.getByRole('button', { name: '用另一份' }).click()
  expect(await note(second).inputValue()).toBe('又在办公室记的。')
  await expect
    .poll(async () => (await words()).toSorted())
    .toEqual(['又在办公室记的。', '在接待室记的。', '接待室的又一句。'].toSorted())
})

test('a draft registered on another machine is told so, and can be discarded: the next matter is registered as ever', async () => {
  const { page } = await journeys.openAs('county2.rights', 'desk', '/register/petition')
  await fill(page, '0504')
  const { page: phone } = await journeys.openAs('county2.rights', 'phone', '/register/petition')
  await phone.getByRole('button', { name: '接着写' }).tap()
  await phone.getByLabel('听她说,按原话记下').fill('手机上又补了一句。')
  await save(phone).tap()
  await phone.getByRole('heading', { name: '已登记' }).waitFor()
  await save(page).click()
  await page.getByText('这一条已经登记过').waitFor()
  await picture(page, 'register-standing-desk')
  await page.getByRole('button', { name: '这一份不要了' }).click()
  await expect.poll(() => page.getByLabel('听她说,按原话记下').inputValue()).toBe('')
  await fill(page, '0504')
  await save(page).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
})

test('a form begun by mistake is discarded at a second word, here and on the server', async () => {
  const { page } = await journeys.openAs('town.chair', 'phone', '/register/petition')
  await fill(page, '0601')
  await page.getByRole('button', { name: '不要了' }).tap()
  await page.getByRole('button', { name: '留着' }).tap()
  expect(await page.getByLabel('听她说,按原话记下').inputValue()).not.toBe('')
  await page.getByRole('button', { name: '不要了' }).tap()
  await picture(page, 'register-discard-phone')
  await page.getByRole('button', { name: '不要了' }).tap()
  await expect.poll(() => page.getByLabel('听她说,按原话记下').inputValue()).toBe('')
  const officer = await journeys.house.as('town.chair')
  await expect.poll(async () => (await officer.call(casesContract.drafts, {})).drafts).toEqual([])
})
