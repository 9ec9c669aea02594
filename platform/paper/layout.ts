import { AlignmentType, convertMillimetersToTwip, DocumentGridType, LineRuleType } from 'docx'
import type { IPropertiesOptions } from 'docx'

/** Measures of GB/T 9704-2012 in twips (1/1440 inch) unless a name says otherwise. */
export const PAGE = { width: 11906, height: 16838, top: 2098, left: 1587, right: 1474, bottom: 1984 } as const

/** Width of the type area, 156 mm. */
export const TYPE_WIDTH = PAGE.width - PAGE.left - PAGE.right

/** One of 22 lines, 28.95 pt; 580 would overflow 225 mm and leave 21. */
export const LINE = 579

/** One of 28 characters. */
export const CHAR = Math.floor(TYPE_WIDTH / 28)

export const mm = (millimetres: number): number => convertMillimetersToTwip(millimetres)

/** Font sizes in half-points, as Word keeps them. */
export const SIZE = { title: 44, body: 32, small: 28, table: 24, dense: 18 } as const

export const RED = 'FF0000'

/** Faces are named, never embedded: 小标宋, 仿宋_GB2312 and 楷体_GB2312 are licensed to the unit. */
export const FACE = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  song: '宋体',
} as const

/** What Word takes when a face is missing. */
const FALLBACK: Record<string, string> = {
  [FACE.title]: '华文中宋,STZhongsong,SimSun',
  [FACE.body]: '仿宋,FangSong',
  [FACE.kai]: '楷体,KaiTi',
  [FACE.hei]: 'SimHei',
  [FACE.song]: 'SimSun',
}

/** The font table part of the package; the library writes one only for embedded fonts. */
export const fontTable = {
  path: 'word/fontTable.xml',
  data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(
    FALLBACK,
  )
    .map(
      ([name, other]) =>
        `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
    )
    .join('')}</w:fonts>`,
}

export const face = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })

export const exactly = (line: number) => ({ line, lineRule: LineRuleType.EXACT, before: 0, after: 0 })

/** First line two characters in; the twips serve readers that do not know character units. */
export const FIRST_LINE = { firstLine: 2 * CHAR, firstLineChars: 200 } as const

const heading = (name: string) => ({
  run: { font: face(name), size: SIZE.body, bold: false, italics: false, color: '000000' },
  paragraph: { spacing: exactly(LINE), indent: FIRST_LINE, alignment: AlignmentType.BOTH, keepNext: true },
})

/**
 * Set closer by this many twentieths of a point, 28 characters of size 3 stand in a line. A grid of characters would do the
 * same in Word and WPS, but where a character is a little wider than its cell LibreOffice gives it half a cell more.
 */
const CLOSER = -5

/** Named styles: a clerk who edits the file in Word or WPS changes a style, not each paragraph. */
export const styles: NonNullable<IPropertiesOptions['styles']> = {
  default: {
    document: {
      run: { font: face(FACE.body), size: SIZE.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
    },
    heading1: heading(FACE.hei),
    heading2: heading(FACE.kai),
    heading3: heading(FACE.body),
    heading4: heading(FACE.body),
  },
  paragraphStyles: [
    {
      id: 'Normal',
      name: 'Normal',
      quickFormat: true,
      run: { font: face(FACE.body), size: SIZE.body, characterSpacing: CLOSER },
      paragraph: { spacing: exactly(LINE), alignment: AlignmentType.BOTH },
    },
    { id: 'PaperBody', name: '公文正文', basedOn: 'Normal', quickFormat: true, paragraph: { indent: FIRST_LINE } },
    {
      id: 'PaperTitle',
      name: '公文标题',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: face(FACE.title), size: SIZE.title },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exactly(LINE), keepNext: true },
    },
    {
      id: 'PaperTable',
      name: '公文表格',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: SIZE.table },
      paragraph: { spacing: exactly(400), alignment: AlignmentType.LEFT },
    },
    {
      id: 'PaperDense',
      name: '公文密表',
      basedOn: 'PaperTable',
      quickFormat: true,
      run: { size: SIZE.dense },
      paragraph: { spacing: exactly(260) },
    },
  ],
  characterStyles: [{ id: 'PaperFigure', name: '绑定数字', run: {} }],
}

/** Page of a section; with the grid 22 lines of 28 characters, without it small tables keep their own lines. */
export const pageProperties = (headerDistance: number, footerDistance: number, grid = true) => ({
  page: {
    size: { width: PAGE.width, height: PAGE.height },
    margin: {
      top: PAGE.top,
      right: PAGE.right,
      bottom: PAGE.bottom,
      left: PAGE.left,
      header: headerDistance,
      footer: footerDistance,
      gutter: 0,
    },
  },
  ...(grid ? { grid: { type: DocumentGridType.LINES, linePitch: LINE } } : {}),
})
