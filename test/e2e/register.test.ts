import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const focused = `(() => {
  const one = document.activeElement
  const name = one?.labels?.[0]?.textContent ?? one?.getAttribute('aria-label') ?? one?.textContent ?? ''
  return name.trim()
})()`

test('a petition is registered with the keyboard alone, field after field as they stand', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/matters')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('n')
  await page.getByRole('button', { name: '来信来访', exact: true }).waitFor()
  const tabTo = async (name: string): Promise<void> => {
    const passed: unknown[] = []
    for (let presses = 0; presses < 60; presses++) {
      const here = await page.evaluate(focused)
      if (here === name) return
      passed.push(here)
      await page.keyboard.press('Tab')
    }
    throw new Error(`${name} was not reached; passed ${passed.join(' · ')}`)
  }
  await tabTo('来信来访')
  await page.keyboard.press('Enter')
  // The cursor stands where her words go.
  await expect.poll(() => page.evaluate(focused)).toBe('听她说,按原话记下')
  await page.keyboard.type('来信说借给亲戚的钱三年没有还。')
  await tabTo('姓名')
  await page.keyboard.type('安小荷')
  await tabTo('类别')
  await page.keyboard.type('借贷')
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  // Neither what she types nor what she chooses from hides behind the bar with 〔登记〕.
  const inSight = (selector: string) =>
    page.evaluate(`(() => {
      const one = document.querySelector('${selector}')
      const { left, top, height } = one.getBoundingClientRect()
      return one.contains(document.elementFromPoint(left + 20, top + height / 2))
    })()`)
  await page.keyboard.press('ArrowDown')
  const both = ['[role=combobox][aria-expanded=true]', '[role=listbox]:not([hidden]) [aria-selected=true]']
  await expect.poll(() => Promise.all(both.map(inSight))).toEqual([true, true])
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await tabTo('来信')
  await page.keyboard.press('Space')
  await tabTo('登记')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  const officer = await journeys.house.as('county.rights')
  const { rows } = await officer.call(casesContract.list, { query: { tab: 'open', category: '0309' } })
  expect(rows).toMatchObject([{ channel: 'L', who: '安*荷' }])
})

test('who comes again is recognised; one tap notes it as a repeat, and both matters lead to each other', async () => {
  const officer = await journeys.house.as('county.rights')
  const { head } = await officer.call(casesContract.create, {
    params: { home: '430202', id: randomUUID() },
    body: {
      kind: 'petition',
      category: '0403',
      channel: 'V',
      title: '工资没有发',
      data: { facts: '三月起工资没有发,问过两次都说再等等。' },
      parties: [{ id: randomUUID(), role: 'petitioner', name: '田晓禾', idNumber: '430202198503020020' }],
    },
  })
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await page.getByLabel('听她说,按原话记下').fill('又来说工资的事,还是没有发。')
  await page.getByLabel('姓名', { exact: true }).fill('田晓禾')
  await page.getByLabel('身份证号').fill('430202198503020020')
  const hints = page.getByRole('status').filter({ hasText: head.number })
  await hints.getByRole('button', { name: '就是这件,记为再次来访' }).waitFor()
  await expectAccessible(page)
  await picture(page, 'repeat-desk')
  await hints.getByRole('button', { name: '就是这件,记为再次来访' }).click()
  await page.getByText(`记为 ${head.number} 的再次来访`).waitFor()
  await page.getByRole('radio', { name: '来访', exact: true }).click()
  await page.getByLabel('类别', { exact: true }).fill('工资')
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  await page.getByRole('link', { name: '打开这件事' }).click()
  await page.getByRole('link', { name: head.number }).click()
  await page.getByText('三月起工资没有发').waitFor()
  // Someone elsewhere is not told who it was.
  const neighbour = await journeys.openAs('county2.rights', 'desk', '/register/petition')
  await neighbour.page.getByLabel('姓名', { exact: true }).fill('田晓禾')
  await neighbour.page.getByLabel('身份证号').fill('430202198503020020')
  await neighbour.page.getByText('别的单位', { exact: false }).first().waitFor()
  expect(await neighbour.page.locator('main').innerText()).not.toContain(head.number)
})

test('with large type everything of the registration is within reach on a phone', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone', '/me')
  await page.getByRole('switch', { name: '大字' }).tap()
  for (const path of ['/', '/register/dispute', '/matters']) {
    await page.goto(path)
    await page.locator('main').getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectFits(page)
    await picture(page, `large${path.replaceAll('/', '-')}-phone`)
  }
  expect(await page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)')).toBe(20)
})

test('on the phone the number that came from the note can be emptied and typed anew in its place', async () => {
  const { page } = await journeys.openAs('village.chair', 'phone', '/register/dispute')
  await page.getByLabel('听她说,按原话记下').fill('来人身份证 430202198503020020,为宅基地来。')
  const number = page.getByLabel('身份证号')
  expect(await number.count()).toBe(0)
  await page.getByRole('button', { name: /^身份证 430202198503020020 → / }).tap()
  await expect.poll(() => number.inputValue()).toBe('430202198503020020')
  await number.fill('')
  await number.pressSequentially('4302')
  expect(await number.inputValue()).toBe('4302')
})
