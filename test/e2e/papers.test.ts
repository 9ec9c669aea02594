import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { papersContract } from '#modules/papers/contract.ts'
import { act, keyOf, petition } from '#test/kinds/walk.ts'
import { expectAccessible, expectFits, type Journeys, picture, startJourneys } from './harness.ts'
import { printed, written } from './pdf.ts'
import { at, drawer, registerPetition } from './petition.ts'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.stop())

/** The book of Hetang, set up over HTTP when it is first wanted. */
const book = async () => {
  const officer = await journeys.house.as('county.rights')
  const { books } = await officer.call(papersContract.books, {})
  if (books[0]) return books[0]
  const params = { home: '430202', id: randomUUID() }
  const body = { prefix: '荷妇访告', forms: ['petition.acceptance'] }
  return (await officer.call(papersContract.addBook, { params, body })).books[0]!
}
const accepted = async (part: Record<string, unknown> = {}) =>
  act(await journeys.house.as('county.rights'), await registerPetition(journeys, part), 'accept')

test('a book is set up, a letter takes its number in two taps, the register finds, voids and prints it', async () => {
  const visitor = await journeys.openAs('county2.rights', 'desk', '/books')
  const { page } = visitor
  await page.getByText('本单位还没有编号簿。').waitFor()
  await page.getByRole('button', { name: '设编号簿' }).click()
  expect(await drawer(page).getByRole('button', { name: '保存' }).isDisabled()).toBe(true)
  await drawer(page).getByText('先写机关代字,并勾选至少一种文书。').waitFor()
  await drawer(page).getByLabel('机关代字').fill('芦妇访告')
  await drawer(page).getByLabel('今年从几号编起').fill('38')
  await drawer(page).getByText('下一份:芦妇访告〔2025〕38号').waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-book-form')
  await drawer(page).getByRole('button', { name: '保存' }).click()
  await drawer(page).waitFor({ state: 'detached' })
  await page.getByText('下一份:芦妇访告〔2025〕38号').waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-books')

  const neighbour = await journeys.house.as('county2.rights')
  const view = await act(
    neighbour,
    await neighbour.call(casesContract.create, { params: { home: '430203', id: randomUUID() }, body: petition() }),
    'accept',
  )
  await page.goto(at(view))
  await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1 }')
  visitor.resetTaps()
  await page.getByRole('button', { name: '打印 受理告知书' }).click()
  await page.getByText('取号前是草稿').waitFor()
  expect(await page.getByRole('article').textContent()).toContain('〔草稿〕')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await expect.poll(() => page.evaluate('window.printed')).toBe(1)
  expect(visitor.taps()).toBeLessThanOrEqual(2)
  const letter = await page.getByRole('article').textContent()
  expect(letter).toContain('芦妇访告〔2025〕38号')
  expect(letter).not.toContain('草稿')
  await expectAccessible(page)
  await picture(page, 'papers-letter')

  await page.goto('/issued')
  await page.getByLabel('查文号').fill('〔2025〕38号')
  await page.keyboard.press('Enter')
  await page.getByText('芦妇访告〔2025〕38号').waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-register')
  await page.getByRole('button', { name: '芦妇访告〔2025〕38号 作废' }).click()
  expect(await drawer(page).getByRole('button', { name: '作废' }).isDisabled()).toBe(true)
  await drawer(page).getByLabel('印错了').check()
  await drawer(page).getByRole('button', { name: '作废' }).click()
  await page.getByText('作废:印错了').waitFor()
  await page.getByLabel('查文号').fill('39')
  await page.keyboard.press('Enter')
  await page.getByText('没有这个文号。').waitFor()
})

test('a corrected letter goes out again under its number in two taps, says so, and the register leads to the first print', async () => {
  const officer = await journeys.house.as('county.rights')
  await book()
  const view = await accepted()
  const { letter } = await officer.call(casesContract.numberPaper, {
    params: { ...keyOf(view), paper: 'acceptance' },
    body: {},
  })
  const first = letter as { number: string; addressee: string }
  journeys.house.clock.advance(1)
  const { parties } = (await officer.call(casesContract.open, { params: keyOf(view) })).body!
  await officer.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '登记时写错了', parties: [{ id: parties[0]!.id, name: '田晓萍' }] },
  })
  const visitor = await journeys.openAs('county.rights', 'desk', `${at(view)}/papers/acceptance`)
  const { page } = visitor
  await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1 }')
  await page.getByRole('alert').filter({ hasText: '下面还是印出去的那一份' }).waitFor()
  expect(
    await page.evaluate(
      "getComputedStyle(document.querySelector('.case-paper-notes [role=alert]')).backgroundColor !== 'rgba(0, 0, 0, 0)'",
    ),
  ).toBe(true)
  expect(await page.getByRole('article').textContent()).toContain(first.addressee)
  expect(await page.getByRole('button', { name: '更正重印' }).isDisabled()).toBe(true)
  await page.getByText('先选为什么更正。').waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-corrected')
  visitor.resetTaps()
  await page.getByText('写错了').click()
  await page.getByRole('button', { name: '更正重印' }).click()
  await expect.poll(() => page.evaluate('window.printed')).toBe(1)
  expect(visitor.taps()).toBe(2)
  const sheets = await printed(page)
  for (const sheet of sheets) expect(written(sheet).join('')).toContain('〔更正重印〕2025年3月3日')
  const words = sheets.flatMap(written).join('')
  expect(words).toContain(first.number)
  expect(words).toContain('田晓萍')
  await page.goto('/issued')
  await page.getByText('更正:写错了').first().waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-register-corrected')
  await page.getByRole('link', { name: '首次打印' }).first().click()
  await expect.poll(() => page.getByRole('article').count()).toBe(2)
  expect(await page.locator('del').textContent()).toContain(first.addressee)
  await expectAccessible(page)
  await picture(page, 'papers-first-print')
  expect((await printed(page)).flatMap(written).join('')).not.toContain(first.addressee)
})

test('a closed book says what to do in the place of the number', async () => {
  const officer = await journeys.house.as('county.rights')
  const { home, id, year } = await book()
  const view = await accepted()
  await officer.call(papersContract.closeYear, { params: { home, id, year }, body: { closed: true } })
  const { page } = await journeys.openAs('county.rights', 'desk', `${at(view)}/papers/acceptance`)
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await page.getByText(/2025 年的编号簿已经封了.*重新启用/).waitFor()
  await page.goto('/books')
  await page.getByRole('button', { name: '重新启用 2025 年' }).click()
  await page.getByRole('button', { name: '封 2025 年' }).waitFor()
  expect(await page.getByText(/^下一份:荷妇访告〔2025〕/).isVisible()).toBe(true)
})

test('on a phone register and books fit', async () => {
  const officer = await journeys.house.as('county.rights')
  await book()
  const view = await accepted()
  await officer.call(casesContract.numberPaper, { params: { ...keyOf(view), paper: 'acceptance' }, body: {} })
  const { page } = await journeys.openAs('county.rights', 'phone', '/issued')
  await page
    .getByText(/荷妇访告〔2025〕\d+号/)
    .first()
    .waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'papers-register-phone')
  await page.goto('/books')
  await page.getByText('荷妇访告', { exact: true }).first().waitFor()
  await expectFits(page)
  await picture(page, 'papers-books-phone')
  expect(await page.getByRole('button', { name: '设编号簿' }).isVisible()).toBe(true)
})

test('who downloads is warned before the first download of the session, and no more after it', async () => {
  const view = await accepted()
  const { page } = await journeys.openAs('county.rights', 'desk', at(view))
  const warning = page.getByText('这台电脑别人也用吗?')
  await warning.first().waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Word 受理告知书' }).click()
  expect((await download).suggestedFilename()).toBe(`${view.head.number}.docx`)
  await warning.first().waitFor({ state: 'detached' })
  const { readers } = await (
    await journeys.house.as('county.leader')
  ).call(casesContract.readers, {
    params: keyOf(view),
  })
  expect(readers.map(({ done }) => done.zh)).toContain('下载 Word 文书')
})

test('a letter without a number book says so where the number would be, and the book is set up in three taps', async () => {
  const officer = await journeys.house.as('hongjiang.rights')
  const view = await act(
    officer,
    await officer.call(casesContract.create, { params: { home: '431281', id: randomUUID() }, body: petition() }),
    'accept',
  )
  const visitor = await journeys.openAs('hongjiang.rights', 'desk', `${at(view)}/papers/acceptance`)
  const { page } = visitor
  await page.getByRole('article').getByText('没有文号').waitFor()
  await page.getByText('现在打印就没有文号').waitFor()
  await expectAccessible(page)
  await picture(page, 'papers-bookless')
  visitor.resetTaps()
  await page.getByRole('link', { name: '设编号簿' }).click()
  await drawer(page).getByLabel('机关代字').fill('洪妇访告')
  await drawer(page).getByRole('button', { name: '保存' }).click()
  await page.getByText('下一份:洪妇访告〔2025〕1号').waitFor()
  expect(visitor.taps()).toBeLessThanOrEqual(3)
  await page.goto(`${at(view)}/papers/acceptance`)
  await page.getByText('取号前是草稿').waitFor()
  expect(await page.getByText('没有文号').count()).toBe(0)
})

test('who may keep no book is told whom to ask, and the letter goes without a number', async () => {
  const village = await journeys.house.as('village.chair')
  const view = await act(
    village,
    await village.call(casesContract.create, { params: { home: '430202', id: randomUUID() }, body: petition() }),
    'accept',
  )
  const { page } = await journeys.openAs('village.chair', 'phone', `${at(view)}/papers/acceptance`)
  await page.getByText('请上一级接过去办').waitFor()
  expect(await page.getByRole('link', { name: '设编号簿' }).count()).toBe(0)
  await expectFits(page)
})
