import type { Edit } from './layer.ts'

const wide = /[０-９Ａ-Ｚａ-ｚ％．：，；（）＋－／＝〜～｡､﹪‰﹒]/g
const narrow: Readonly<Record<string, string>> = {
  '％': '%', '﹪': '%', '．': '.', '﹒': '.', '：': ':', '，': ',', '；': ';', '（': '(', '）': ')', '＋': '+', '－': '-', '／': '/', '＝': '=',
  '～': '~', '〜': '~', '｡': '。', '､': '、', '‰': '‰',
} // prettier-ignore

/** Digits, Latin letters and the marks a number is read with, in one width. */
export const widths = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const { 0: character, index } of text.matchAll(wide)) {
    const to = narrow[character] ?? String.fromCodePoint((character.codePointAt(0) ?? 0) - 0xfee0)
    if (to !== character) edits.push({ start: index, end: index + 1, to, why: 'width' })
  }
  return edits
}
