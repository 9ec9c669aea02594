import type { Annex, Block, OfficialDocument, PaperCore } from './model.ts'
import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import { runsOf, runText } from './model.ts'
import { ratesOver, unboundIn } from './numbers.ts'
import { isRealDate } from './text.ts'

/** A fault found before export; it warns and never blocks. `text` is ready to show. */
export type PaperWarning = { readonly code: PaperWarningCode; readonly text: Label }

export type PaperWarningCode =
  | 'title-issuer'
  | 'title-matter'
  | 'title-kind'
  | 'number-form'
  | 'number-year'
  | 'copy-number'
  | 'levels'
  | 'addressee'
  | 'one-addressee'
  | 'signer'
  | 'contact'
  | 'request-in-report'
  | 'date'
  | 'print-date'
  | 'annex-count'
  | 'annex-empty'
  | 'annex-title'
  | 'blank'
  | 'empty-part'
  | 'rate-over'
  | 'unbound-number'

const warn = (code: PaperWarningCode, zh: string, en: string): PaperWarning => ({ code, text: label(zh, en) })

/** Kinds of the 2012 regulations (党政机关公文处理工作条例 Art. 8). */
const STATUTORY = '决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要'.split(' ')

/** Working papers that carry the layout but are not statutory kinds, and letters. */
const WORKING = '总结 小结 计划 要点 方案 简报 汇报 制度 办法 规定 细则 清单 建议书 告知书 意见书 答复'.split(' ')

/** Kinds sent to nobody in particular. */
const OPEN = new Set([...'决议 决定 命令 公报 公告 通告 纪要'.split(' '), ...WORKING])

const flat = (title: string): string => title.replace(/\s/gu, '').replace(/（[^）]*）$/u, '')

/** Kind a title ends with, the longest that fits; a trailing bracket such as （试行） does not count. */
export const kindOfTitle = (title: string): string | undefined =>
  [...STATUTORY, ...WORKING].filter((kind) => flat(title).endsWith(kind)).sort((a, b) => b.length - a.length)[0]

const short = (name: string): string => name.replace(/\s/gu, '').replaceAll('妇女联合会', '妇联')

const titleWarnings = (paper: PaperCore): readonly PaperWarning[] => {
  const title = flat(paper.title)
  const kind = kindOfTitle(title)
  const out: PaperWarning[] = []
  // What stands before 关于 or the first year is the issuer; a town may leave out the names of the levels above it.
  const lead = short(title.split(/关于|\d{4}/u)[0] ?? '')
  const issuer = short(paper.issuer)
  const named = lead.startsWith(issuer) || (lead.length >= 3 && issuer.endsWith(lead))
  if (!named)
    out.push(
      warn(
        'title-issuer',
        `标题缺发文机关：“${title}”前应写“${paper.issuer}”`,
        `The title does not name the issuer, ${paper.issuer}`,
      ),
    )
  if (kind === undefined)
    out.push(
      warn(
        'title-kind',
        '标题末尾缺文种（通知、报告、请示、函、总结等）',
        'The title does not end with a kind of paper',
      ),
    )
  const matter = short(title)
    .replace(issuer, '')
    .slice(0, kind === undefined ? undefined : -kind.length)
  if (matter.replace(/^关于|的$|\d{4}年|年度|工作/gu, '') === '')
    out.push(warn('title-matter', '标题缺事由，一般写“关于……的”', 'The title does not say what the paper is about'))
  return out
}

const numberWarnings = (paper: PaperCore): readonly PaperWarning[] => {
  const out: PaperWarning[] = []
  if (paper.number === undefined) {
    if (paper.issuerMark !== undefined) out.push(warn('number-form', '缺发文字号', 'The document number is missing'))
  } else {
    const year = /^\p{Script=Han}+〔(\d{4})〕[1-9]\d*号$/u.exec(paper.number)?.[1]
    if (year === undefined)
      out.push(
        warn(
          'number-form',
          `发文字号“${paper.number}”应为“机关代字〔2026〕5号”：用六角括号〔〕，序号不加“第”、不编虚位`,
          `The number “${paper.number}” should read like 机关代字〔2026〕5号: brackets 〔〕, no 第, no leading zero`,
        ),
      )
    else if (isRealDate(paper.date) && year !== paper.date.slice(0, 4))
      out.push(
        warn(
          'number-year',
          `发文字号是${year}年，成文日期是${paper.date.slice(0, 4)}年，请核对`,
          `Number of ${year}, date of ${paper.date.slice(0, 4)}`,
        ),
      )
  }
  if (paper.copyNo !== undefined && !/^\d{6}$/.test(paper.copyNo))
    out.push(warn('copy-number', '份号应为6位阿拉伯数字', 'The copy number has six digits'))
  return out
}

/** Where a block stands, as a person finds it. */
type Part = { readonly zh: string; readonly en: string; readonly blocks: readonly Block[] }

const partsOf = (body: readonly Block[], annexes: readonly Annex[] = []): readonly Part[] => [
  { zh: '正文', en: 'Body', blocks: body },
  ...annexes.map((annex, index) => ({ zh: `附件${index + 1}`, en: `Annex ${index + 1}`, blocks: annex.blocks })),
]

const textOf = (block: Block): string =>
  runsOf(block)
    .map(runText)
    .join(block.kind === 'table' ? ' ' : '')

const LEVEL_NAMES = ['', '一、', '（一）', '1.', '（1）']

const levelWarnings = (part: Part): readonly PaperWarning[] => {
  let last = 0
  return part.blocks.flatMap((block) => {
    if (block.kind === 'p' || block.kind === 'table') return []
    const level = Number(block.kind.slice(1))
    const skipped = level > last + 1
    const wanted = LEVEL_NAMES[last + 1] ?? ''
    last = level
    if (!skipped) return []
    const heading = textOf(block)
    return [
      warn(
        'levels',
        `${part.zh}的小标题“${heading}”跳了层次，应先用“${wanted}”`,
        `${part.en}: the heading “${heading}” skips a level; ${wanted} comes first`,
      ),
    ]
  })
}

const BLANKS = /[×✕╳]+|[XxＸｘ]{2,}|\d+[Xx]+(?=[年月日号])|[_＿]{2,}|\{\{[^}]*\}?\}?|[（(]\s*[)）]|待补|[某]{2,}/gu

const blankWarnings = (where: { readonly zh: string; readonly en: string }, text: string): readonly PaperWarning[] => {
  const found = [...text.matchAll(BLANKS)]
  const first = found[0]
  if (first === undefined) return []
  const around = text.slice(Math.max(0, first.index - 6), first.index + first[0].length + 6)
  return [
    warn(
      'blank',
      `${where.zh}还有${found.length}处没填：“…${around}…”`,
      `${where.en}: ${found.length} blank(s) left, “…${around}…”`,
    ),
  ]
}

const unboundWarnings = (part: Part): readonly PaperWarning[] =>
  part.blocks.flatMap((block, index) => {
    const found = unboundIn(block)
    if (found.length === 0) return []
    const sample = found.slice(0, 5).join('、') + (found.length > 5 ? '等' : '')
    return [
      warn(
        'unbound-number',
        `${part.zh}第${index + 1}段有${found.length}个手填数字没有绑定来源：${sample}`,
        `${part.en}, block ${index + 1}: ${found.length} number(s) typed by hand, not bound to a source: ${sample}`,
      ),
    ]
  })

const rateWarnings = (part: Part): readonly PaperWarning[] =>
  part.blocks.flatMap((block, index) =>
    ratesOver(block).map((said) =>
      warn(
        'rate-over',
        `${part.zh}第${index + 1}段的比率超过100%：“${said}”，请核对分子和分母`,
        `${part.en}, block ${index + 1}: a rate above 100 %, “${said}”; check numerator and denominator`,
      ),
    ),
  )

const levelOf = (block: Block): number =>
  block.kind === 'p' || block.kind === 'table' ? 9 : Number(block.kind.slice(1))

const emptyWarnings = (part: Part): readonly PaperWarning[] =>
  part.blocks.flatMap((block, index) => {
    if (levelOf(block) === 9) return []
    const after = part.blocks.slice(index + 1)
    const end = after.findIndex((next) => levelOf(next) <= levelOf(block))
    const under = end < 0 ? after : after.slice(0, end)
    if (under.some((next) => levelOf(next) === 9 && textOf(next).trim() !== '')) return []
    return [
      warn(
        'empty-part',
        `${part.zh}“${textOf(block)}”下面没有内容`,
        `${part.en}: nothing is written under “${textOf(block)}”`,
      ),
    ]
  })

const dateWarnings = (paper: PaperCore, printedOn?: string): readonly PaperWarning[] => {
  const out: PaperWarning[] = []
  if (!isRealDate(paper.date))
    out.push(warn('date', `成文日期“${paper.date}”不是真实的日期`, `The date “${paper.date}” does not exist`))
  if (printedOn !== undefined && (!isRealDate(printedOn) || (isRealDate(paper.date) && printedOn < paper.date)))
    out.push(
      warn(
        'print-date',
        `印发日期“${printedOn}”有误：不能早于成文日期`,
        `The print date “${printedOn}” is wrong or before the paper's date`,
      ),
    )
  return out
}

const annexWarnings = (document: OfficialDocument): readonly PaperWarning[] => {
  const annexes = document.annexes ?? []
  const body = document.body.map(textOf).join('\n')
  const named = [...body.matchAll(/附件\s*(\d+)/gu)].map((hit) => Number(hit[1]))
  const mentioned = Math.max(0, /附件/u.test(body) ? 1 : 0, ...named)
  const out: PaperWarning[] = []
  if (mentioned > annexes.length)
    out.push(
      warn(
        'annex-count',
        `正文提到附件${mentioned > 1 ? mentioned : ''}，后面只附了${annexes.length}个`,
        `The body speaks of annex ${mentioned}; ${annexes.length} attached`,
      ),
    )
  annexes.forEach((annex, index) => {
    if (annex.blocks.every((block) => textOf(block).trim() === ''))
      out.push(warn('annex-empty', `附件${index + 1}没有内容`, `Annex ${index + 1} is empty`))
    if (/[。；，、.;,]$/u.test(annex.title.trim()))
      out.push(
        warn(
          'annex-title',
          `附件${index + 1}的名称后面不加标点`,
          `The title of annex ${index + 1} ends without a mark`,
        ),
      )
  })
  return out
}

const kindWarnings = (document: OfficialDocument): readonly PaperWarning[] => {
  const kind = kindOfTitle(document.title)
  const addressee = document.addressee?.trim() ?? ''
  const out: PaperWarning[] = []
  if (addressee === '' && kind !== undefined && !OPEN.has(kind))
    out.push(warn('addressee', `${kind}要写主送机关`, 'The addressee is missing'))
  const upward = kind === '请示' || kind === '报告'
  if (upward && document.issuerMark !== undefined && document.signer === undefined)
    out.push(warn('signer', `${kind}是上行文，要标注签发人`, 'An upward paper names its signer'))
  if (kind === '请示') {
    if (/[、，,；]/u.test(addressee))
      out.push(
        warn('one-addressee', '请示只写一个主送机关，其他的用抄送', 'A 请示 goes to one body; the others get copies'),
      )
    if (!/\d/.test(document.note ?? ''))
      out.push(warn('contact', '请示要在附注写联系人和电话', 'A 请示 names a contact person and telephone in the note'))
  }
  if (kind === '报告') {
    const request = /(?:妥否|当否|可否)[，,]?请|请(?:予)?(?:批示|批准|审批|批复|核准)/u.exec(
      document.body.map(textOf).join('\n'),
    )
    if (request !== null)
      out.push(
        warn(
          'request-in-report',
          `报告不能夹带请示事项：“${request[0]}”，请另写请示`,
          `A 报告 may not carry a request: “${request[0]}”`,
        ),
      )
  }
  return out
}

/**
 * Checks a paper before export (domain 11 §7, domain 10 §9; 党政机关公文处理工作条例 Art. 15).
 * An empty list means no fault was found, not that the paper is right.
 */
export const checkOfficial = (document: OfficialDocument): readonly PaperWarning[] => {
  const parts = partsOf(document.body, document.annexes)
  return [
    ...titleWarnings(document),
    ...numberWarnings(document),
    ...kindWarnings(document),
    ...dateWarnings(document, document.footer?.printedOn),
    ...annexWarnings(document),
    ...parts.flatMap(levelWarnings),
    ...blankWarnings({ zh: '标题', en: 'Title' }, document.title),
    ...blankWarnings({ zh: '主送机关', en: 'Addressee' }, document.addressee ?? ''),
    ...parts.flatMap((part) => blankWarnings(part, part.blocks.map(textOf).join('\n'))),
    ...partsOf(document.body).flatMap(emptyWarnings),
    ...parts.flatMap(rateWarnings),
    ...parts.flatMap(unboundWarnings),
  ]
}
