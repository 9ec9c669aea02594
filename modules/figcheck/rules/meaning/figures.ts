import type { Mention, Role } from '../numbers/scan.ts'

/** A number that counts something, with the words that say what. Offsets are those of the cleaned text. */
export type Figure = Mention & {
  /** Place among the figures of the text. */
  readonly index: number
  readonly sentence: number
  /** How many brackets are open around it. */
  readonly depth: number
  /** Words from the last boundary or figure before it. */
  readonly lead: string
  /** Words behind it up to the next boundary or figure. */
  readonly trail: string
  /** The clause it stands in up to itself, other figures included. */
  readonly clause: string
  /** The words right before it without those that only count or connect. */
  readonly core: string
  /** What is counted, cues and connecting words left out. */
  readonly label: string
  /** A wish or a plan (力争, 目标): never checked against what was done. */
  readonly planned: boolean
  /** The period its sentence or the one before names, as printed; empty where none does. */
  readonly period: string
}

/** A sentence of the cleaned text: up to 。！？ or the end of its line. */
export type Sentence = {
  readonly start: number
  readonly end: number
  readonly paragraph: number
  /** Where the plan of the sentence begins: its numbers from there on are still to come. Past its end where it has none. */
  readonly plannedFrom: number
  /** Short lines one under another are one list: the rows of a table written as lines. */
  readonly block: number
}

const endings = /[。！？!?\n]/g

/** The sentences in their order; a line of its own is a paragraph. */
export const sentencesOf = (text: string): Sentence[] => {
  const sentences: Omit<Sentence, 'block'>[] = []
  let [start, paragraph] = [0, 0]
  const close = (end: number): void => {
    if (end > start && text.slice(start, end).trim() !== '')
      sentences.push({
        start,
        end,
        paragraph,
        plannedFrom: planFrom(text, start, end),
      })
  }
  for (const { 0: mark, index } of text.matchAll(endings)) {
    close(index)
    start = index + 1
    if (mark === '\n') paragraph += 1
  }
  close(text.length)
  return blocked(text, sentences)
}

// 实际救助563人,其余24人列入明年第一批: what stands before the clause of the plan is done.
const planFrom = (text: string, start: number, end: number): number => {
  const sentence = text.slice(start, end)
  const plan = plans.exec(sentence)
  if (!plan || done.test(sentence)) return Number.POSITIVE_INFINITY
  let from = plan.index
  while (from > 0 && !clauseEnd.has(sentence[from - 1] ?? '')) from -= 1
  return start + from
}

const longestRow = 36

const blocked = (text: string, sentences: readonly Omit<Sentence, 'block'>[]): Sentence[] => {
  let block = 0
  return sentences.map((sentence, index) => {
    const before = sentences[index - 1]
    const isRow = (one: Omit<Sentence, 'block'>): boolean =>
      one.end - one.start <= longestRow && /\d/.test(text.slice(one.start, one.end))
    const goesOn = before !== undefined && before.paragraph !== sentence.paragraph && isRow(before) && isRow(sentence)
    if (!goesOn) block += 1
    return { ...sentence, block }
  })
}

// What is still to come; 达到 and 完成 alone say nothing.
const plans =
  /(?:力争|争取(?:在|到|用|使|实现)|目标(?:是|为|任务)|计划(?:在|到|用|开展|举办|组织|发展|培训|新)|将(?:新|在|举办|开展|组织|建|为|投|完成|达)|要(?:达到|完成|确保|实现|建成|培训|发展)|确保[^,。]{0,20}达到|到20\d\d年(?:底|末)?,?[^,。]{0,20}(?:达到|实现|建成|完成)|(?<!结转)明年|今后(?:一个时期|[一二三四五几]+年)|下一步|下年度|拟(?:投|建|开|举|发))/
// 超出75%的序时进度, 达到90%的目标: what ought to be and no value.
const aim = /^的?(?:序时|时间|计划|年度|既定|预定)*(?:进度|目标|任务|要求|控制线|控制数|控制指标)/
const done =
  /(?:提前|未达到|占\d|已(?:经)?(?:达|完成|建|有|实现|累计|拨付|发放|收回|办结|到位)|超额完成|累计完成|实际完成)/

const boundary = new Set(',;:、。！？!?\n()“”《》')
const clauseEnd = new Set(',;:。\n')
const periodWords =
  /(?:19|20)\d\d(?:[—–-](?:19|20)?\d\d)?年(?:度|上半年|下半年|(?:第?[一二三四]|[1-4])季度|(?:1|一)[—–-]?(?:至|到)?\d{1,2}月份?|底|末)?|(?:今|去|前|上|本|当|全|上一|近[一二两三四五\d]+)年(?:度|上半年|下半年|来|以来|同期)?|上半年|下半年|[一二三四]季度|\d{1,2}[—–-]\d{1,2}月份?|[一二两三四五六七八九十\d]+年来|半年来|同期|“?十[一二三四五]?五”?期间|上年度?|年初|年底|截至[^,。]{2,14}|截止[^,。]{2,14}/g

/** Each checkable number with what it counts; with another role, those that are no figures but have one. */
export const figuresOf = (
  text: string,
  mentions: readonly Mention[],
  sentences: readonly Sentence[],
  role: Role = 'figure',
): Figure[] => {
  const depths = depthsOf(text, mentions)
  const nextOf = nextStarts(mentions, role)
  const figures: Figure[] = []
  let [sentence, previousEnd, period, periodUntil, paragraph] = [0, 0, '', 0, -1]
  for (const [order, mention] of mentions.entries()) {
    while (sentence < sentences.length - 1 && mention.start >= (sentences[sentence]?.end ?? 0)) sentence += 1
    const {
      start,
      end,
      paragraph: now = 0,
      plannedFrom = Number.POSITIVE_INFINITY,
    } = sentences[sentence] ?? { start: 0, end: text.length }
    const planned = mention.start >= plannedFrom
    if (now !== paragraph) [periodUntil, paragraph] = [Math.max(periodUntil, start), now]
    for (const match of text.slice(Math.max(periodUntil, start), mention.start).matchAll(periodWords)) period = match[0]
    periodUntil = mention.start
    if (mention.role !== role) {
      previousEnd = ['age', 'bound', 'name', 'date', 'article'].includes(mention.role) ? previousEnd : mention.end
      continue
    }
    const lead = leadOf(text, Math.max(start, previousEnd), mention.start)
    const core = coreOf(lead) || quotedBefore(text, mention.start - lead.length)
    const trail = trailOf(text, mention.end, Math.min(end, nextOf[order] ?? end))
    figures.push({
      ...mention,
      index: figures.length,
      sentence,
      depth: depths[order] ?? 0,
      lead,
      trail,
      clause: clauseOf(text, start, mention.start),
      core,
      label: labelOf(core, trail),
      planned: (planned && !/^的?基础上/.test(trail)) || (mention.family === 'percent' && aim.test(trail)),
      period,
    })
    previousEnd = mention.end
  }
  return figures
}

// Where the next number of the role begins, for each.
const nextStarts = (mentions: readonly Mention[], role: Role): (number | undefined)[] => {
  const starts: (number | undefined)[] = Array.from({ length: mentions.length })
  let next: number | undefined
  for (let at = mentions.length - 1; at >= 0; at -= 1) {
    starts[at] = next
    if (mentions[at]?.role === role) next = mentions[at]?.start
  }
  return starts
}

const depthsOf = (text: string, mentions: readonly Mention[]): number[] => {
  const depths: number[] = []
  let [at, depth] = [0, 0]
  for (const { start } of mentions) {
    for (; at < start; at += 1) {
      if (text[at] === '(') depth += 1
      else if (text[at] === ')') depth = Math.max(0, depth - 1)
      else if (text[at] === '\n') depth = 0
    }
    depths.push(depth)
  }
  return depths
}

const leadOf = (text: string, from: number, to: number): string => {
  let start = to
  while (start > from && !boundary.has(text[start - 1] ?? '')) start -= 1
  return text.slice(start, to)
}

// “妇女之家”131个 and “妇女之家”达到113个 count what stands in the quotes.
const quotedBefore = (text: string, at: number): string =>
  text[at - 1] === '”' ? (/“([^“”]{2,16})”$/.exec(text.slice(Math.max(0, at - 20), at))?.[1] ?? '') : ''

const clauseOf = (text: string, from: number, to: number): string => {
  let start = to
  while (start > from && (!clauseEnd.has(text[start - 1] ?? '') || isThousands(text, start - 1))) start -= 1
  return text.slice(start, to)
}

const isThousands = (text: string, at: number): boolean =>
  text[at] === ',' && /^\d,\d{3}$/.test(text.slice(at - 1, at + 4))

const trailOf = (text: string, from: number, to: number): string => {
  let end = from
  while (end < to && !boundary.has(text[end] ?? '')) end += 1
  return text.slice(from, end)
}

// Words that count, connect or praise and do not say what is counted.
const cues =
  /^(?:据(?:不完全)?统计|截至目前|截止目前|目前|现在|现|其中|包括|分别|全年|今年|去年|年内|以来|一年来|半年来|共计|共有|共|总共|合计|累计|总计|全部|均|各|已|还|又|并|再(?![次犯婚就])|仅|新|约|近|达到|达|为|是|有(?!效|偿)|占|比(?!例|重)|较|同比|环比|增长|增加|上升|下降|减少|提高|实现|完成|的|了|等|和|与|及|在(?![读校岗册职办编])|对(?![口象])|给|使|把|由|从(?![业事])|向|到(?!位)|至|一|二|三|四|五)+|(?:共计|共有|共|总共|合计|累计|总计|达到了?|达|为|是|有|占|约|近|的|了|等|和|与|及|分别|均|各|已|超过|将近|突破)+$/g

/** Words before a number without those that only count or connect. */
export const coreOf = (lead: string): string => lead.replace(cues, '').replace(cues, '').trim()

const labelOf = (core: string, trail: string): string => {
  const behind = /^(?:[的]?[\u3400-\u9fff]{1,12})/.exec(trail)?.[0]?.replace(/^的/, '') ?? ''
  return core + behind
}
