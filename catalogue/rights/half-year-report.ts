import {
  type Block,
  type BoundFigure,
  defineReport,
  type Facts,
  type FormLine,
  heading,
  ordinal,
  paragraph,
  type Run,
  say,
  sayChange,
} from '#modules/reports/define.ts'
import type { Period } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import { classForm, printedReturn } from './report-forms.ts'
import { isRunning, items, listed, rateRuns, shareRuns, visible } from './report-wording.ts'

/** How a count moved against an earlier period, with the direction by rule. */
const moved = (facts: Facts, measure: string, when: Base): readonly Run[] => {
  const base = facts.whole(measure, when)
  return [
    `比${facts[when].label.zh}（`,
    say(base, items),
    '）',
    ...sayChange(facts.change(facts.whole(measure, 'span'), base)),
  ]
}

const dayOf = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

const basics = (facts: Facts): readonly Block[] => {
  const { whole } = facts
  return [
    heading('基本情况'),
    paragraph(
      `${facts.period.label.zh}${isRunning(facts) ? `（截至${dayOf(facts.until)}）` : ''}，${facts.issuer}共收到来信、来访、来电等`,
      say(whole('received'), items),
      '、',
      say(whole('persons'), '人次'),
      '，其中受理',
      say(whole('accepted'), items),
      '，当场答复',
      say(whole('answered'), items),
      '；处理',
      say(whole('handled'), items),
      '，期末尚有',
      say(whole('inHand'), items),
      '在办。',
      ...rateRuns('处理率（处理÷收到与期初在办）', whole('handledRate')),
    ),
    ...compared(facts),
  ]
}

const bases: readonly Base[] = ['previous', 'lastYear']

const compared = (facts: Facts): readonly Block[] => {
  const { span } = facts
  if (!span) return [paragraph('本期还没有满一个月，不作比较。')]
  const known = bases.filter((when) => facts.known(when))
  const missing = bases.filter((when) => !facts.known(when))
  const part: readonly Run[] = isRunning(facts)
    ? [`本期还没有结束，只比已满的月份：${span.label.zh}收到`, say(facts.whole('received', 'span'), items), '，']
    : ['收到件数']
  return [
    ...(known.length > 0
      ? [
          paragraph(
            ...part,
            ...listed(
              known.map((when) => moved(facts, 'received', when)),
              '；',
            ),
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [paragraph(`${missing.map((when) => facts[when].label.zh).join('、')}没有登记数据，不作比较。`)]
      : []),
    ...(known.length > 0 ? [comparison(facts, span, known)] : []),
  ]
}

type Base = 'previous' | 'lastYear'
const againstWords: Readonly<Record<Base, string>> = { previous: '比上期', lastYear: '比去年同期' }

/** Periods of which nothing is on record stay out: they are no periods of noughts. */
const comparison = (facts: Facts, span: Period, known: readonly Base[]): Block => {
  const measures = ['received', 'persons', 'accepted', 'handled', 'concluded', 'inHand', 'handledRate'] as const
  return {
    kind: 'table',
    head: ['指标', span.label.zh, ...known.flatMap((when) => [facts[when].label.zh, againstWords[when]])],
    rows: measures.map((measure) => {
      const now = facts.whole(measure, 'span')
      return [
        now.label.zh,
        say(now),
        ...known.flatMap((when) => {
          const base = facts.whole(measure, when)
          return [say(base), say(facts.change(now, base))]
        }),
      ]
    }),
    widths: [3, 3, ...known.flatMap(() => [3, 4])],
    align: ['left', 'right', ...known.flatMap(() => ['right', 'right'] as const)],
  }
}

const classes = (facts: Facts): readonly Block[] => {
  const received = facts.whole('received')
  if (facts.form.sections.length === 0) return [heading('分类情况'), paragraph('本期各类件数少，按规定不公布分类。')]
  return [
    heading('分类情况'),
    ...facts.form.sections
      .filter((section) => !section.quiet || (facts.classed(section).n ?? 0) > 0)
      .map((section): Block => {
        const n = facts.classed(section)
        if (n.n === 0) return paragraph(`${section.label.zh}无（`, say(n, items), '）。')
        const lines = section.lines.map((line) => ({ line, n: facts.classed(line) }))
        const told = lines.filter(({ n: own }) => visible(own) && own.n !== 0)
        const hidden = lines.some(({ n: own }) => !visible(own))
        if (told.length === 0) return paragraph(section.label.zh, say(n, items), ...shareRuns(facts, n, received), '。')
        const parts = told.map(({ line, n: own }): readonly Run[] => [line.label.zh, say(own, items)])
        return paragraph(
          section.label.zh,
          say(n, items),
          ...shareRuns(facts, n, received),
          '。其中',
          ...listed(parts, '、', hidden ? '等。' : '。'),
        )
      }),
  ]
}

const channels = (facts: Facts): readonly Block[] => {
  const received = facts.whole('received')
  const found = facts.channels
    .map(({ code, label: name }) => ({ name, n: facts.channel(code) }))
    .filter(({ n }) => (n.n ?? 0) > 0)
  if (found.length === 0) return []
  const ranked = [...found].sort((a, b) => (b.n.n ?? 0) - (a.n.n ?? 0))
  return [
    heading('渠道结构'),
    paragraph(
      '按来信来访渠道分，',
      ...listed(
        ranked.map(({ name, n }): readonly Run[] => [name.zh, say(n, items), ...shareRuns(facts, n, received)]),
        '；',
      ),
    ),
  ]
}

const months = (facts: Facts): readonly Block[] => {
  const all = facts.period.months.map((month) => ({ month, n: facts.month(month) })).filter(({ n }) => visible(n))
  if (all.length < 2) return []
  return [
    heading('按月走势'),
    paragraph(
      '收到件数',
      ...listed(
        all.map(({ month, n }): readonly Run[] => [`${Number(month.slice(5))}月`, say(n, items)]),
        '、',
      ),
      ...peak(facts),
    ),
  ]
}

const peak = (facts: Facts): readonly Run[] => {
  const all = facts.period.months.map((month) => ({ month, n: facts.month(month) })).filter(({ n }) => visible(n))
  const most = Math.max(...all.map(({ n }) => n.n ?? 0))
  const top = all.filter(({ n }) => n.n === most)
  const [only] = top
  return top.length === 1 && only && most > 0 && all.length > 2
    ? [`${Number(only.month.slice(5))}月最多，`, '为', say(only.n, items), '。']
    : []
}

// Of a running period only its whole months: what falls due later is neither in time nor late.
const due =
  (facts: Facts) =>
  (measure: string): BoundFigure =>
    facts.whole(measure, 'span')

const onTime = (facts: Facts): readonly Block[] => {
  const whole = due(facts)
  const term = isRunning(facts) && facts.span ? facts.span.label.zh : '本期'
  const parts: (readonly Run[])[] = []
  if ((whole('noticeDue').n ?? 0) > 0)
    parts.push([
      `${term}应告知受理情况`,
      say(whole('noticeDue'), items),
      '，按时告知',
      say(whole('noticeMet'), items),
      '。',
      ...rateRuns('及时受理率', whole('noticeRate')),
    ])
  if ((whole('handlingDue').n ?? 0) > 0)
    parts.push([
      `${term}应办结`,
      say(whole('handlingDue'), items),
      '，按期办结',
      say(whole('handlingMet'), items),
      '。',
      ...rateRuns('按期办结率', whole('onTimeRate')),
    ])
  return [
    heading('办理时限'),
    ...(parts.length > 0 ? parts.map((runs) => paragraph(...runs)) : [paragraph('本期没有到期的告知和办结期限。')]),
  ]
}

const features = (facts: Facts): readonly Block[] => {
  const received = facts.whole('received')
  const shown = facts.form.sections
    .map((section) => ({ section, n: facts.classed(section) }))
    .filter(({ n }) => visible(n) && (n.n ?? 0) > 0)
  const ranked = [...shown].sort((a, b) => (b.n.n ?? 0) - (a.n.n ?? 0))
  const [first, second] = ranked
  const out: (readonly Run[])[] = []
  if (first && first.n.n !== second?.n.n)
    out.push([`${first.section.label.zh}最多，`, say(first.n, items), ...shareRuns(facts, first.n, received)])
  const lines = facts.form.sections
    .flatMap(({ label: above, lines }) => lines.map((line) => ({ above, line, n: facts.classed(line) })))
    .filter(({ line, n }) => visible(n) && (n.n ?? 0) > 0 && !/^其他$|^未分类$/.test(line.label.zh))
    .sort((a, b) => (b.n.n ?? 0) - (a.n.n ?? 0))
  const [top, next] = lines
  if (top && top.n.n !== next?.n.n) out.push([`细类中“${top.line.label.zh}”最多，`, say(top.n, items)])
  if (facts.audience === 'internal') out.push(...moves(facts))
  const [handlingDue, handlingMet] = [due(facts)('handlingDue'), due(facts)('handlingMet')]
  const overdue = (handlingDue.n ?? 0) - (handlingMet.n ?? 0)
  if (overdue > 0)
    out.push(['应办结的没有全部按期办结，应办结', say(handlingDue, items), '，按期', say(handlingMet, items)])
  if (out.length === 0) return []
  return [
    heading('主要特点'),
    paragraph(
      ...listed(
        out.map((runs, place): readonly Run[] => [ordinal(place), ...runs]),
        '；',
      ),
    ),
  ]
}

/** Classes that rose or fell by more than a fifth against the previous period, on a base of ten at least; two at most. */
const moves = (facts: Facts): readonly (readonly Run[])[] =>
  !facts.known('previous')
    ? []
    : facts.form.sections
        .map((section) => ({
          section,
          change: facts.change(facts.classed(section, 'span'), facts.classed(section, 'previous')),
          base: facts.classed(section, 'previous'),
        }))
        .filter(({ change }) => change.value !== null && Math.abs(change.value) > 20)
        .sort((a, b) => Math.abs(b.change.value ?? 0) - Math.abs(a.change.value ?? 0))
        .slice(0, 2)
        .map(({ section, change, base }) => [
          section.label.zh,
          ...(isRunning(facts) && facts.span
            ? [facts.span.label.zh, say(facts.classed(section, 'span'), items), '，']
            : []),
          `比${facts.previous.label.zh}（`,
          say(base, items),
          '）',
          ...sayChange(change),
        ])

const classTable = (facts: Facts): readonly Block[] => {
  const { sections } = facts.form
  if (sections.length === 0) return []
  const received = facts.whole('received')
  // A running period stands beside no whole one.
  const internal = facts.audience === 'internal' && !isRunning(facts) && facts.known('previous')
  const row = (line: FormLine, name: string): readonly Run[] => {
    const n = facts.classed(line)
    const share = facts.share(n, received)
    return [
      name,
      say(n),
      visible(share) ? say(share) : '—',
      ...(internal ? [say(facts.classed(line, 'previous'))] : []),
    ]
  }
  // Of a quiet line nothing tells a hidden number from a nought: both stay out.
  const isListed = (line: FormLine): boolean =>
    !line.quiet || (facts.classed(line).n ?? 0) > 0 || (internal && (facts.classed(line, 'previous').n ?? 0) > 0)
  const listedSections = sections.filter(isListed)
  const rows = listedSections.flatMap((section) => [
    row(section, section.label.zh),
    ...section.lines.filter(isListed).map((line) => row(line, `　${line.label.zh}`)),
  ])
  const left = listedSections.some((section) => !section.lines.every(isListed))
  return [
    {
      kind: 'table',
      dense: true,
      head: ['类别', '件数', '占比', ...(internal ? [facts.previous.label.zh] : [])],
      rows: [...rows, ['合计', say(received), '', ...(internal ? [say(facts.whole('received', 'previous'))] : [])]],
      widths: internal ? [6, 2, 2, 3] : [6, 2, 2],
      align: ['left', 'right', 'right', ...(internal ? (['right'] as const) : [])],
    },
    ...(left
      ? [
          paragraph(
            facts.audience === 'public'
              ? '注：没有发生的细类，以及按规定不公布的细类，未列出。'
              : '注：没有发生的细类未列出。',
          ),
        ]
      : []),
  ]
}

/** The rights report of a half-year (also of a quarter or year): 维权工作总结, its numbers bound (domain/10 section 9). */
export const halfYearReport = defineReport({
  key: 'rights-half-year',
  version: 1,
  label: label('维权工作总结', 'Rights work report'),
  kind: 'petition',
  classed: 'received',
  periods: ['half', 'quarter', 'year'],
  form: (unit, period) => printedReturn(unit, period)?.form ?? classForm,
  title: ({ issuer, period, audience }) =>
    `${issuer}${period.label.zh}维权工作总结${audience === 'public' ? '（公开版）' : ''}`,
  parts: [
    { key: 'basics', write: basics },
    { key: 'classes', write: classes },
    { key: 'channels', write: channels },
    { key: 'months', write: months },
    { key: 'onTime', write: onTime },
    { key: 'features', write: features },
    {
      slot: 'work',
      heading: '主要做法',
      label: label('主要做法', 'What was done'),
      hint: label(
        '普法宣传、队伍、联动机制、关爱帮扶……写做了什么、效果怎样。不写求助人的姓名和能认出人的细节。',
        'Campaigns, teams, mechanisms, care: what was done, to what effect. No names, nothing that tells who she is.',
      ),
    },
    {
      slot: 'problems',
      heading: '存在的问题',
      label: label('存在的问题', 'Problems'),
      hint: label(
        '对照上面的特点写:哪类事难办、难在哪里、哪个环节慢。',
        'Go by the features above: which matters are hard, why, and where it is slow.',
      ),
    },
    {
      slot: 'next',
      heading: '下一步打算',
      label: label('下一步打算', 'Next steps'),
      hint: label('谁做什么、什么时候做完。', 'Who does what, by when.'),
    },
  ],
  annexes: [{ title: '信访分类统计表', write: classTable }],
  stated: (unit, period) => printedReturn(unit, period)?.stated ?? [],
})
