import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import type { Journeys } from './harness.ts'

/** A petition of Hetang district, registered over HTTP by its rights officer. */
export const registerPetition = async ({ house }: Journeys, part: Record<string, unknown> = {}): Promise<CaseView> => {
  const officer = await house.as('county.rights')
  return officer.call(casesContract.create, {
    params: { home: '430202', id: randomUUID() },
    body: {
      kind: 'petition',
      category: '0302',
      channel: 'V',
      title: '出嫁后承包地被收回',
      data: { facts: '婚后村里收回了承包地,多次找村委没有结果。' },
      parties: [{ id: randomUUID(), role: 'petitioner', name: '安小荷', phone: '13800002345' }],
      ...part,
    },
  })
}

/** Address of a matter's page. */
export const at = ({ head }: CaseView): string => `/matters/${head.home}/${head.id}`
/** The panel that is open on a page. */
export const drawer = (page: Page) => page.getByRole('dialog')
/** The button of a step of the matter on a page. */
export const step = (page: Page, name: string) =>
  page.getByRole('group', { name: '下一步' }).getByRole('button', { name, exact: true })
