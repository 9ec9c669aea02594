import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { OfficialPaper } from './OfficialPaper.tsx'

const paper: OfficialDocument = {
  issuerMark: '清河县妇女联合会文件',
  number: '清妇〔2026〕5号',
  title: '清河县妇女联合会关于上半年维权工作情况的报告',
  addressee: '县人民政府',
  body: [
    { kind: 'h1', runs: ['基本情况'] },
    { kind: 'p', runs: ['接待来访', { text: '287件', figure: 'visits@2026H1' }, '。'] },
    { kind: 'table', head: ['类别', '件数'], rows: [['婚姻家庭', { text: '218', figure: 'family@2026H1' }]] },
  ],
  annexes: [{ title: '统计表', blocks: [{ kind: 'p', runs: ['略'] }] }],
  issuer: '清河县妇女联合会',
  date: '2026-07-08',
}

const html = (document: OfficialDocument, onFigure?: (id: string) => void): string =>
  renderToStaticMarkup(createElement(OfficialPaper, { document, ...(onFigure === undefined ? {} : { onFigure }) }))

test('each bound figure is a button that says what it opens; typed text is not', () => {
  const markup = html(paper, () => undefined)
  expect(markup.match(/<span role="button" tabindex="0"[^>]*>[^<]*<\/span>/g)).toEqual([
    expect.stringMatching(/data-figure="visits@2026H1" aria-label="287件，看明细">287件</),
    expect.stringMatching(/data-figure="family@2026H1" aria-label="218，看明细">218</),
  ])
})

test('a press, Enter and the space bar hand over the id of that figure; other keys do not', () => {
  const pressed: string[] = []
  const element = createElement(OfficialPaper, { document: paper, onFigure: (id) => pressed.push(id) })
  type Pressable = {
    children?: unknown
    role?: string
    onClick: () => void
    onKeyDown: (event: { key: string; preventDefault: () => void }) => void
  }
  const buttons: Pressable[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk)
    if (typeof node !== 'object' || node === null || !('props' in node) || !('type' in node)) return
    const { type, props } = node as { type: unknown; props: Pressable }
    if (typeof type === 'function') return walk((type as (given: unknown) => unknown)(props))
    if (props.role === 'button') buttons.push(props)
    walk(props.children)
  }
  walk(element)
  buttons.forEach((button) => button.onClick())
  expect(pressed).toEqual(['visits@2026H1', 'family@2026H1'])
  for (const key of ['Tab', 'Enter', 'a', ' ']) buttons[0]?.onKeyDown({ key, preventDefault: () => undefined })
  expect(pressed.slice(2)).toEqual(['visits@2026H1', 'visits@2026H1'])
})

test('typed numbers are marked, in digits, in characters or in both, and no word stands twice', () => {
  const text = '惠及3万五千人，接待来访六十一件。'
  const markup = html({ ...paper, body: [{ kind: 'p', slot: 'work', runs: [text] }], annexes: [] })
  expect(markup.replaceAll(/<[^>]*>/g, '')).toContain(text)
  expect(markup).toContain('<mark class="paper-unbound">六十一件</mark>')
})

test('without a handler figures are plain text, as on a public page', () => {
  expect(html(paper)).not.toContain('role="button"')
  expect(html(paper)).toContain('287件')
})

test('the screen shows the numbers, marks and dates of the printed paper', () => {
  const markup = html({ ...paper, draft: true, classNote: '内部', signer: '周映月' })
  for (const part of ['一、基本情况', '县人民政府：', '附件：统计表', '2026年7月8日', '内部〔草稿〕', '签发人：'])
    expect(markup.replaceAll(/<[^>]+>/g, '')).toContain(part)
  expect(markup).toContain('paper paper-screen paper-official')
})

test('headings go down one level at a time and table heads are column heads', () => {
  const markup = html(paper)
  expect(markup).toMatch(/<h2 class="paper-title">/)
  expect(markup).toMatch(/<h3 class="paper-h1">/)
  expect(markup.match(/<th scope="col">/g)).toHaveLength(2)
})
