import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { person } from '#test/kinds/walk.ts'
import { expectAccessible, type Journeys, picture, startJourneys } from './harness.ts'
import { at, drawer, registerPetition } from './petition.ts'

// What is told shows: masked until a reason is given, long texts folded, who is in danger first and red.

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const devices = ['desk', 'phone'] as const

test.each(devices)('a text shows whole for a reason, for a while, and on record (%s)', async (device) => {
  const view = await registerPetition(journeys, {
    data: { facts: '安小荷说村里收回了她的承包地,电话 13800002345 是她妹妹的。' },
  })
  const { page } = await journeys.openAs('county.rights', device, at(view))
  await page.getByText('安*荷说村里收回了她的承包地').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('13800002345')
  await picture(page, `text-masked-${device}`)
  await page.getByRole('button', { name: '查看完整主要事实' }).click()
  await drawer(page).getByRole('button', { name: '办理案件' }).waitFor()
  await picture(page, `text-reason-${device}`)
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '办理案件' }).click()
  await page.getByText('安小荷说村里收回了她的承包地,电话 13800002345').waitFor()
  await page.getByText(/秒后/).waitFor()
  await picture(page, `text-whole-${device}`)
  await expectAccessible(page)
  await page.getByRole('button', { name: '谁看过' }).click()
  await drawer(page).getByText('办理案件').first().waitFor()
})

test.each(devices)('a long text begins folded; its whole is one press away (%s)', async (device) => {
  const facts = `${'村里开会说出嫁的女儿不再分地。'.repeat(40)}最后一句。`
  const view = await registerPetition(journeys, { data: { facts } })
  const visitor = await journeys.openAs('county.rights', device, at(view))
  const { page } = visitor
  await page.getByRole('button', { name: '展开全文' }).waitFor()
  expect(await page.getByText('最后一句。').isVisible()).toBe(false)
  await picture(page, `folded-${device}`)
  await expectAccessible(page)
  const before = visitor.taps()
  await page.getByRole('button', { name: '展开全文' }).click()
  expect(visitor.taps() - before).toBe(1)
  await page.getByText('最后一句。').waitFor()
  await picture(page, `unfolded-${device}`)
})

test('who is in danger stands first and red, in words as well, without saying why', async () => {
  // What is overdue for long does not come before her.
  await registerPetition(journeys, { openedAt: '2024-11-01T09:00:00+08:00' })
  const { head } = await (
    await journeys.house.as('village.chair')
  ).call(casesContract.quickNote, {
    params: { home: '430202', id: randomUUID() },
    body: {
      kind: 'violence',
      category: '01',
      safe: 'danger',
      outcome: 'raised',
      line: '丈夫拿着棍子在门口。',
      person: { id: randomUUID(), name: '岑小满' },
    },
  })
  for (const [username, device] of [
    ['town.chair', 'phone'],
    ['county.rights', 'desk'],
    ['county.leader', 'phone'],
  ] as const) {
    const { page } = await journeys.openAs(username, device)
    const tag = page
      .locator('main')
      .getByText(/^紧急( ·|$)/)
      .first()
    await tag.waitFor()
    const row = page.locator('main li, main tr').filter({ hasText: head.number }).first()
    expect(await row.innerText()).toContain('紧急')
    // Red on its ground, not by colour alone.
    const red = await page.evaluate(
      `(({ color, backgroundColor }) => color + backgroundColor)(getComputedStyle(document.querySelector('main .tag-urgent')))`,
    )
    expect(red).toMatch(/rgb\((1[4-9]\d|2\d\d), \d{1,2}, \d{1,2}\)/)
    const box = await tag.boundingBox()
    expect(box!.y + box!.height).toBeLessThan(device === 'phone' ? 844 : 768)
    expect(await row.innerText()).not.toContain('棍子')
    await picture(page, `urgent-${username}-${device}`)
    await expectAccessible(page)
  }
})

test('who came before is offered above the bar at the foot of a phone', async () => {
  const village = await journeys.house.as('village.chair')
  await village.call(casesContract.create, {
    params: { home: '430202', id: randomUUID() },
    body: {
      kind: 'dispute',
      category: '02',
      parties: [person('sideA', '贺春分', { phone: '13800004321' })],
      data: { facts: '围墙挡了路。' },
    },
  })
  const { page } = await journeys.openAs('village.chair', 'phone', '/note')
  await page.getByRole('radio', { name: '安全', exact: true }).tap()
  await page.getByLabel('谁?').pressSequentially('hcf')
  const offered = page.getByRole('group', { name: '本村来过的' })
  await offered.waitFor()
  await picture(page, 'known-phone')
  const foot = await page.locator('.case-save').boundingBox()
  const box = await offered.boundingBox()
  expect(box!.y + box!.height).toBeLessThanOrEqual(foot!.y)
})

test('a class is found by its name, its initials or its code, and Enter takes the first', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  const field = page.getByLabel('类别', { exact: true })
  for (const typed of ['出嫁女', 'cjn', '0302']) {
    await field.fill(typed)
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await field.press('Enter')
    await expect.poll(() => field.inputValue()).toMatch(/出嫁/)
    await page.getByRole('button', { name: /^清除/ }).click()
  }
  const phone = (await journeys.openAs('village.chair', 'phone', '/note')).page
  await phone.getByRole('radio', { name: '别的' }).tap()
  const classes = phone.getByRole('combobox', { name: '别的' })
  for (const typed of ['彩礼', 'cl', '0111']) {
    await classes.fill(typed)
    await phone.getByRole('option').first().waitFor()
    expect(await phone.getByRole('option').first().innerText()).not.toContain('petition')
    await classes.press('Enter')
    await expect.poll(() => classes.inputValue()).toMatch(/彩礼/)
    await phone.getByRole('button', { name: /^清除/ }).tap()
  }
})

test('Enter in the one box opens the first answer, also when it is pressed before the answer is there', async () => {
  const view = await registerPetition(journeys, { parties: [person('petitioner', '温若兰', {})] })
  const { page } = await journeys.openAs('county.rights', 'desk')
  const box = page.getByRole('search').getByRole('combobox')
  await box.pressSequentially('wrl')
  await box.press('Enter')
  await expect.poll(() => page.url()).toContain(view.head.id)
})
