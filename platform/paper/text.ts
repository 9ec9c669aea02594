/** Width of a text in full-width characters: Latin letters, digits and the space take half of one. */
export const widthInChars = (text: string): number =>
  [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1), 0)

/** True for a day that exists, written YYYY-MM-DD. */
export const isRealDate = (date: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}

/** YYYY-MM-DD as papers print it, 2026年3月8日: no leading zero. Anything else comes back as it is. */
export const paperDate = (date: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  return year === undefined ? date : `${year}年${Number(month)}月${Number(day)}日`
}

/** 发文字号 as GB/T 9704 writes it: 机关代字, year in 〔〕, number without a leading zero. */
export const documentNumber = (prefix: string, year: number, n: number): string => `${prefix}〔${year}〕${n}号`

/** What the file of a letter is called: as the paper, with its number without the prefix, 更正 behind it where it was; before it has one as a draft, or by its day. */
export const letterName = (letter: {
  readonly title: string
  readonly number?: string
  readonly draft?: boolean
  readonly reprinted?: string
  readonly date: string
}): string =>
  `${letter.title}-${letter.draft ? '草稿' : (/〔\d{4}〕\d+号$/.exec(letter.number ?? '')?.[0] ?? letter.date)}${letter.reprinted ? '更正' : ''}`

/** Right indents in characters: the date stands 4 in, the issuer is centred over it; a long issuer moves the date in. */
export const signatureIndents = (issuer: string, date: string): { readonly issuer: number; readonly date: number } => {
  const longer = widthInChars(issuer) - widthInChars(paperDate(date))
  const dateIndent = Math.max(4, longer / 2)
  return { issuer: dateIndent - longer / 2, date: dateIndent }
}

/** Addressee with the full-width colon the standard asks for. */
export const addresseeLine = (addressee: string): string => `${addressee.replace(/[:：]\s*$/, '')}：`

/** 附注 in its full-width brackets, given with or without them. */
export const noteLine = (note: string): string => `（${note.replace(/^[（(]|[）)]$/g, '')}）`

/** Lines of the 附件说明 under the body; `hang` is how far a run-over line stands in from the first, in characters. */
export const annexLines = (titles: readonly string[]): readonly { readonly text: string; readonly hang: number }[] => {
  if (titles.length === 1) return [{ text: `附件：${titles[0]}`, hang: 3 }]
  return titles.map((title, index) => {
    const number = `${index + 1}. `
    const lead = index === 0 ? '附件：' : ''
    return { text: `${lead}${number}${title}`, hang: widthInChars(lead + number) }
  })
}

/** Mark at the top left of an annex: plain 附件 when it is the only one. */
export const annexMark = (index: number, total: number): string => (total === 1 ? '附件' : `附件${index + 1}`)

const fullWidth: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }
const chinese = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]/

/** Chinese marks as a paper prints them, full width: a mark beside Chinese, and brackets around or behind it. Numbers, times and Latin words keep theirs. */
export const paperMarks = (text: string): string =>
  text
    .replace(/(?:\([^()]*\))+/g, (brackets, at: number) =>
      chinese.test(`${text[at - 1] ?? ''}${brackets}`)
        ? brackets.replaceAll('(', '（').replaceAll(')', '）')
        : brackets,
    )
    .replace(/[,;:?!]/g, (mark, at: number, all: string) =>
      chinese.test(all[at - 1] ?? '') || chinese.test(all[at + 1] ?? '') ? (fullWidth[mark] ?? mark) : mark,
    )
