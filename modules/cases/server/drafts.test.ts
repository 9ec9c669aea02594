import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('a draft is written over only by whoever goes on from what stands', async () => {
  const me = await house.as('county.rights')
  const id = randomUUID()
  const save = async (words: string, basedOn: string | null): Promise<string> => {
    house.clock.advance(1)
    const body = { kind: 'petition', content: { words }, basedOn }
    return (await me.call(casesContract.saveDraft, { params: { id }, body })).savedAt
  }
  const stands = async () => (await me.call(casesContract.drafts, {})).drafts.find((draft) => draft.id === id)
  const first = await save('第一句', null)
  const second = await save('第二句', first)
  for (const basedOn of [null, first])
    await expect(save('另一台设备上的话', basedOn)).rejects.toMatchObject({ status: 409, code: 'cases.draftElsewhere' })
  expect(await stands()).toMatchObject({ savedAt: second, content: { words: '第二句' } })
  // What was sent or given up elsewhere is kept again rather than lost.
  await me.call(casesContract.dropDraft, { params: { id } })
  await save('第三句', second)
  expect(await stands()).toMatchObject({ content: { words: '第三句' } })
})
