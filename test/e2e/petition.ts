import type { Page } from 'playwright-core'
import type { CaseView } from '#modules/cases/contract.ts'
import { open, person, petition } from '#test/kinds/walk.ts'
import type { Journeys } from './harness.ts'

/** A petition of Hetang district, registered over HTTP by its rights officer. */
export const registerPetition = async ({ house }: Journeys, part: Record<string, unknown> = {}): Promise<CaseView> =>
  open(
    await house.as('county.rights'),
    petition({
      category: '0302',
      title: '出嫁后承包地被收回',
      data: { facts: '婚后村里收回了承包地,多次找村委没有结果。' },
      parties: [person('petitioner', '安小荷', { phone: '13800002345' })],
      ...part,
    }),
  )

/** Address of a matter's page. */
export const at = ({ head }: CaseView): string => `/matters/${head.home}/${head.id}`
/** The panel that is open on a page. */
export const drawer = (page: Page) => page.getByRole('dialog')
/** The button of a step of the matter on a page. */
export const step = (page: Page, name: string) =>
  page.getByRole('group', { name: '下一步' }).getByRole('button', { name, exact: true })
/** Takes one of a few choices that stand open. */
export const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()
/** Takes the first class that is found by some words. */
export const chooseClass = async (page: Page, words: string): Promise<void> => {
  await page.getByLabel('类别', { exact: true }).fill(words)
  await page.getByRole('listbox').getByRole('option').first().click()
}
