import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, petition } from '#test/kinds/walk.ts'

let house: House
let officer: Caller
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
})
afterAll(() => house.stop())

type View = Awaited<ReturnType<typeof open>>
const attach = async (view: View, name: string): Promise<string> => {
  const file = randomUUID()
  await officer.call(casesContract.addFile, {
    params: { ...keyOf(view), file },
    query: { name },
    body: Buffer.from('情况说明'),
  })
  return file
}
const name = (
  view: View,
  paper: string,
  purpose: 'letter' | 'receipt',
  pages: readonly { file: string; turn: 0 | 90 | 180 | 270 }[],
) =>
  officer.call(casesContract.namePaper, {
    params: { ...keyOf(view), paper },
    body: { purpose, pages: [...pages] },
  })

test('several attachments are the pages of one paper, in the order and turn they were given last', async () => {
  const view = await open(officer, petition())
  const [first, second, third] = [await attach(view, '1.txt'), await attach(view, '2.txt'), await attach(view, '3.txt')]
  const paper = randomUUID()
  await name(view, paper, 'letter', [
    { file: first, turn: 0 },
    { file: third, turn: 90 },
  ])
  await name(view, paper, 'receipt', [
    { file: third, turn: 270 },
    { file: second, turn: 0 },
  ])
  const { body } = await officer.call(casesContract.open, { params: keyOf(view) })
  const shown = body!.files.map(({ id, purpose, paper: of, page, turn }) => [id, purpose, of, page, turn])
  expect(shown.find(([id]) => id === first)).toEqual([first, 'letter', null, null, 0])
  expect(shown.filter(([id]) => id !== first)).toEqual([
    [third, 'receipt', paper, 1, 270],
    [second, 'receipt', paper, 2, 0],
  ])
  const { sheet } = await officer.call(casesContract.printForm, { params: keyOf(view), body: {} })
  expect(JSON.stringify(sheet)).toContain('告知书回执 2 页')
  const { readers } = await officer.call(casesContract.readers, { params: keyOf(view) })
  expect(readers.map(({ done }) => done.zh)).toContain('写明是什么材料')
})

test('a page of another matter, or one given twice, is refused by its place', async () => {
  const view = await open(officer, petition())
  const [own, other] = [await attach(view, '1.txt'), await attach(await open(officer, petition()), '2.txt')]
  const wrong = [
    [
      { file: own, turn: 0 as const },
      { file: other, turn: 0 as const },
    ],
    [
      { file: own, turn: 0 as const },
      { file: own, turn: 0 as const },
    ],
  ]
  for (const pages of wrong)
    await expect(name(view, randomUUID(), 'letter', pages)).rejects.toMatchObject({
      fields: [{ path: 'pages.1.file' }],
    })
})
