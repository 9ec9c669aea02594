import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#modules/cases/contract.ts'
import { act, person } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { at, drawer, registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.stop())

const register = (): Promise<CaseView> =>
  registerPetition(journeys, {
    category: '0403',
    title: undefined,
    parties: [
      person('petitioner', '岑小满', {
        idNumber: '430202198503020020',
        sex: '2',
        birth: '1985-03-02',
        phone: '13800003456',
      }),
    ],
    data: { facts: '厂里三个月没有发工资,她找过两次。', request: '要求发放工资' },
  })

test('a wrong ID number is put right from the screen; the old one stays in the timeline and is shown for a reason', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '更正', exact: true }).click()
  await drawer(page).getByText('更正 求助人 岑*满').click()
  const number = drawer(page).getByLabel('身份证号', { exact: true })
  await number.fill('430202198603020029')
  await drawer(page).getByLabel('原因').fill('登记时看错了证件')
  await drawer(page).getByRole('button', { name: '更正', exact: true }).click()
  await drawer(page).getByText('身份证号第 18 位应为 8').first().waitFor()
  expect(await number.getAttribute('aria-invalid')).toBe('true')
  await number.fill('430202198603020028')
  await drawer(page).getByText('女 · 1986-03-02 出生').waitFor()
  await picture(page, 'correct-person-desk')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '更正', exact: true }).click()
  await page.getByText('1986 年生').waitFor()

  await page.getByText('改了什么').click()
  const change = page.locator('.case-changes li').filter({ hasText: '身份证号 430***********0020' })
  await change.waitFor()
  expect(await change.innerText()).toContain('430***********0028')
  await picture(page, 'corrected-desk')
  await expectAccessible(page)
  await change.getByRole('button', { name: /^查看完整/ }).click()
  await drawer(page).getByRole('button', { name: '电话回访' }).click()
  await page.getByText('430202198503020020').waitFor()
})

test('an optional field is emptied on the phone and stays readable in the timeline', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'phone', at(view))
  await page.getByRole('button', { name: '更正', exact: true }).tap()
  await drawer(page).getByText('更正 求助人 岑*满').tap()
  await drawer(page).getByRole('button', { name: '清空电话' }).tap()
  await drawer(page).getByText('将清空').waitFor()
  await drawer(page).getByRole('textbox', { name: '诉求' }).fill('')
  await drawer(page).getByLabel('原因').fill('她说电话是丈夫的,不能留')
  await picture(page, 'empty-phone')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '更正', exact: true }).tap()
  await page.getByText('她说电话是丈夫的,不能留').waitFor()
  await page.getByText('改了什么').tap()
  expect(await page.locator('.case-changes li').filter({ hasText: '电话 138****3456' }).innerText()).toContain(
    '改为 (空)',
  )
  expect(await page.locator('.case-changes li').filter({ hasText: '要求发放工资' }).innerText()).toContain('改为 (空)')
  expect(await page.getByRole('button', { name: '打电话' }).count()).toBe(0)
  await picture(page, 'emptied-phone')
  await expectFits(page)
})

test('a person noted by mistake is taken out and the right one added in one correction', async () => {
  const view = await register()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '更正', exact: true }).click()
  await drawer(page).getByRole('button', { name: '加求助人' }).click()
  await drawer(page).getByLabel('姓名', { exact: true }).last().fill('苗七月')
  await drawer(page).getByText('更正 求助人 岑*满').click()
  await drawer(page).getByRole('button', { name: '去掉这位' }).click()
  await drawer(page).getByLabel('原因').fill('登记成了前一位来访人')
  await drawer(page).getByRole('button', { name: '更正', exact: true }).click()
  await page.getByRole('region', { name: '求助人' }).getByText('苗*月').waitFor()
  expect(await page.getByRole('region', { name: '求助人' }).count()).toBe(1)
})

test('a wrong result is put right from the screen, and the timeline tells both', async () => {
  const officer = await journeys.house.as('county.rights')
  const accepted = await act(officer, await register(), 'accept')
  const view = await act(officer, accepted, 'conclude', { result: 'S', note: '已解释政策。' })
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  await page.getByRole('button', { name: '更正', exact: true }).click()
  await drawer(page).getByLabel('处理结果').fill('解释')
  await drawer(page)
    .getByRole('option', { name: /解释说明/ })
    .click()
  await drawer(page).getByLabel('原因').fill('结果选错了')
  await picture(page, 'correct-result-desk')
  await expectAccessible(page)
  await drawer(page).getByRole('button', { name: '更正', exact: true }).click()
  await page.getByText('改了什么').click()
  expect(await page.locator('.case-changes li').innerText()).toMatch(/处理结果 支持 改为 解释说明/)
})
