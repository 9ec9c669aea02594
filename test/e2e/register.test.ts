import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { open, person, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, sizes, startJourneys } from './harness.ts'
import { choose, chooseClass } from './petition.ts'

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
  const { head } = await open(
    officer,
    petition({
      parties: [person('petitioner', '田晓禾', { idNumber: '430202198503020020' })],
      data: { facts: '三月起工资没有发,问过两次都说再等等。' },
    }),
  )
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
  await choose(page, '来访')
  await chooseClass(page, '工资')
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

test('when the sign-in ends in mid-form the password is asked above it and nothing is lost', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  const note = page.getByLabel('听她说,按原话记下')
  await note.fill('来电人说丈夫欠了很多网贷,担心要一起还。')
  await choose(page, '来电')
  await chooseClass(page, '共同债务')
  await page.context().clearCookies()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const again = page.getByRole('dialog')
  await again.getByLabel('密码').fill(demoPassword)
  await picture(page, 'sign-in-again-desk')
  expect(await note.inputValue()).toContain('网贷')
  await again.getByRole('button', { name: /登录|接着/ }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
})

test('a double click registers once', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await page.getByLabel('听她说,按原话记下').fill('来信反映村规民约不合理,独此一份。')
  await choose(page, '来信')
  await chooseClass(page, '自治')
  await page.getByRole('button', { name: '登记', exact: true }).dblclick()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  const number = await page.locator('.case-number').innerText()
  const officer = await journeys.house.as('county.rights')
  const { rows } = await officer.call(casesContract.list, { query: { tab: 'open', category: '0502' } })
  expect(rows.map((row) => row.number)).toEqual([number])
})

test('wrong input is told at its field with the remedy, and the page keeps everything', async () => {
  const { page } = await journeys.openAs('county.rights', 'desk', '/register/petition')
  await page.getByLabel('听她说,按原话记下').fill('事情经过')
  await page.getByLabel('姓名', { exact: true }).fill('安小荷')
  await page.getByLabel('身份证号').fill('430202198503020029')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('身份证号第 18 位应为 0').first().waitFor()
  expect(await page.getByText('还没有选类别', { exact: false }).isVisible()).toBe(true)
  expect(await page.getByLabel('身份证号').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('听她说,按原话记下').inputValue()).toBe('事情经过')
  await picture(page, 'register-wrong-desk')
  await expectAccessible(page)
  // What she mends is no longer called wrong, and no longer counted.
  await page.getByText('有 3 处要改').waitFor()
  await page.getByLabel('身份证号').fill('430202198503020020')
  await page.getByText('有 2 处要改').waitFor()
  expect(await page.getByText('身份证号第 18 位应为 0').count()).toBe(0)
  // Without a name nobody has a number either: it is not sent from behind the screen.
  await choose(page, '匿名')
  await choose(page, '匿名')
  expect(await page.getByLabel('身份证号').inputValue()).toBe('')

  // On a phone the bar says how many faults beside its button: the field to mend stays in sight above it.
  const { page: phone } = await journeys.openAs('county.rights', 'phone', '/register/petition')
  await phone.getByLabel('听她说,按原话记下').fill('今天上午来访,说的是工资。')
  await phone.getByRole('button', { name: '登记', exact: true }).tap()
  await phone.getByText(/有 \d 处要改/).waitFor()
  expect((await phone.locator('.case-save').boundingBox())?.height).toBeLessThan(sizes.phone.height / 8)
  await picture(phone, 'register-wrong-phone')
})

test('what was typed is there again after a reload, and a form that is sent leaves no draft', async () => {
  const { page } = await journeys.openAs('hongjiang.rights', 'desk', '/register/petition')
  // Nothing is chosen for her.
  expect(await page.getByRole('radio', { name: '申诉求决' }).isChecked()).toBe(false)
  await page.getByLabel('听她说,按原话记下').fill('写到一半,有人敲门。')
  await page.getByLabel('姓名', { exact: true }).fill('白露')
  await page.getByText(/草稿已存/).waitFor()
  await page.reload()
  await page.getByLabel('姓名', { exact: true }).waitFor()
  expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe('白露')
  expect(await page.getByLabel('听她说,按原话记下').inputValue()).toBe('写到一半,有人敲门。')
  await choose(page, '来电')
  await chooseClass(page, '家务')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  const officer = await journeys.house.as('hongjiang.rights')
  expect((await officer.call(casesContract.drafts, {})).drafts).toEqual([])
})
