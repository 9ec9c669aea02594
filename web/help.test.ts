import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PageHelp } from './page.ts'

const rooms = globSync('modules/*/web/help.ts').sort()

test.each(rooms)('%s says three sentences in both languages for each page', async (file) => {
  const { help } = (await import(`../${file}`)) as { help: PageHelp | Readonly<Record<string, PageHelp>> }
  const all = Array.isArray(help) ? [help as PageHelp] : Object.values(help as Readonly<Record<string, PageHelp>>)
  const said = all.map((lines) => lines.filter(({ zh, en }) => zh.endsWith('。') && /[.)]$/.test(en)).length)
  expect(said).toEqual(all.map(() => 3))
})

test('the rooms with pages say what their pages are for', () => {
  expect(rooms.length).toBeGreaterThan(5)
})
