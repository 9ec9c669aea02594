import { maskName } from '#modules/people/rules/mask.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { localDate, localDateTime } from '#platform/clock/time.ts'
import type { Input } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type OfficialDocument, withPaperMarks } from '#platform/paper/model.ts'
import type { SheetCell, SheetDocument } from '#platform/paper/sheet.ts'
import { paperDate, paperMarks } from '#platform/paper/text.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import type { CaseKind, FieldLabel } from '../../define.ts'
import { paperKindOf } from '../../papers-in.ts'
import { type Engine, today } from '../engine.ts'
import type { Matter } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import { headsByKey } from '../queries/heads.ts'
import { viewOf } from '../view.ts'
import { issuerOf } from './papers.ts'
import { openLocked } from './steps.ts'

type Body = NonNullable<CaseView['body']>

/**
 * The registration form (domain/12 F-01), filled with what stands. A masked copy shows people as their page does; for a
 * reason they stand in clear. The record says which was made.
 */
export const registrationForm = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  reason: string | null,
): Promise<{ sheet: SheetDocument }> => {
  const full = reason !== null
  const matter = await openLocked(engine, ctx, key, 'read')
  const { body } = await viewOf(engine, ctx, matter.head, matter, full ? 'clear' : 'masked')
  if (!body) throw failCommon('http.notFound')
  const { head, kind } = matter
  ctx.audit({
    action: full ? 'cases.formFull' : 'cases.form',
    kind: kind.key,
    home: key.home,
    id: key.id,
    ...(full ? { purpose: reason } : {}),
  })
  const channel = kind.channels ? engine.codeLabel(kind.channels, head.channel)?.zh : undefined
  const first = Object.values(kind.parties)[0]?.label.zh ?? '当事人'
  return {
    sheet: {
      title: kind.formTitle ?? `${channel ?? kind.label.zh}登记表`,
      unit: issuerOf(head.unit_name),
      number: head.number,
      ...(kind.formCode ? { code: kind.formCode } : {}),
      cells: [
        ...headCells(engine, matter, body),
        ...people(engine, matter, body, full),
        ...fieldCells(engine, kind, body.data, full, (key) => !afterwards.has(key)),
        ...rowCells(engine, kind, body),
        ...fileCells(body),
        ...handlingCells(engine, matter, body),
        ...fieldCells(engine, kind, body.data, full, (key) => afterwards.has(key)),
      ].map((one) => ({ ...one, text: paperMarks(one.text) })),
      signatures: [
        `${first}（记录已看过、读过，无误）签字、捺印`,
        '代填人（与本人关系、已读给本人听）签字',
        '接待人签字',
      ],
      seal: true,
      note: `${full ? '完整件，注意保管' : '遮盖件'} · ${kind.formCode ? `${kind.formCode} 第 ${kind.version} 版 · ` : ''}${ctx.actor.unitName} ${ctx.actor.name} ${localDateTime(ctx.now)} 打印`,
    },
  }
}

const cell = (label: string, text: string | null | undefined): SheetCell[] => (text ? [{ label, text }] : [])
const wide = (cells: readonly SheetCell[]): SheetCell[] => cells.map((one) => ({ ...one, wide: true as const }))

const headCells = (engine: Engine, { head, kind, links }: Matter, { data, steps }: Body): SheetCell[] => {
  const receiver = typeof data['receivedBy'] === 'string' ? data['receivedBy'] : null
  const registrar = [steps[0]?.unit, steps[0]?.by].filter(Boolean).join(' ')
  const earlier = links.filter(({ relation }) => relation === 'repeat-of').map(({ number }) => number)
  return [
    { label: '登记时间', text: whenOf(steps[0], head.opened_at) },
    { label: receiver ? '接待人、登记人' : '接待人', text: receiver ? `${receiver}、${registrar}` : registrar },
    ...cell(
      engine.catalogue.codes[kind.categories]?.label.zh ?? '类别',
      engine.codeLabel(kind.categories, head.category)?.zh,
    ),
    ...cell('渠道', kind.channels ? engine.codeLabel(kind.channels, head.channel)?.zh : null),
    ...(kind.channels ? [{ label: '人数', text: `${head.persons}人` }] : []),
    ...cell('标识', head.flags.map((flag) => engine.codeLabel('petition-flags', flag)?.zh ?? flag).join('、')),
    ...cell('原编号', earlier.join('、')),
    ...(head.access === 0 ? cell('摘要', head.title) : []),
  ]
}

/** When it was: a day noted without its hour stands without one, and what was entered later says when it was. */
const whenOf = (step: Body['steps'][number] | undefined, at: Date): string => {
  const when = localDateTime(at).replace(/ 00:00$/, '')
  return step?.late ? `${when}（补登于${paperDate(localDate(new Date(step.recordedAt)))}）` : when
}

/**
 * People as their page shows them; in a full copy what is masked there stands in clear. Of the first person, and of whoever the law
 * wants named and is missing, empty cells stand too: they are filled in by hand.
 */
const people = (engine: Engine, matter: Matter, body: Body, full: boolean): SheetCell[] => {
  const { kind, parties } = matter
  const absent = (kind.wants?.roles ?? []).filter((role) => !parties.some((party) => party.role === role))
  return [
    ...body.parties.flatMap((shown, place) => personCells(engine, matter, shown, full, place === 0)),
    ...absent.flatMap((role) => [
      { label: kind.parties[role]?.label.zh ?? role, text: '' },
      { label: '性别、年龄', text: '' },
      { label: '电话', text: '' },
      { label: '与本事关系', text: '' },
      { label: '单位、住址', text: '', wide: true as const },
    ]),
  ]
}

const personCells = (
  engine: Engine,
  matter: Matter,
  shown: Body['parties'][number],
  full: boolean,
  whole: boolean,
): SheetCell[] => {
  const party = matter.parties.find(({ id }) => id === shown.id)
  const own = full ? party : undefined
  // A page may show names in clear in one's own village; a masked copy leaves the village.
  const masked = party?.name ? maskName(party.name) : shown.name
  const code = (list: string, value: string | null) => (value ? (engine.codeLabel(list, value)?.zh ?? null) : null)
  const age = shown.age === null ? null : `${shown.age}岁`
  const fact = (name: string, text: string | null | undefined): SheetCell[] =>
    whole ? [{ label: name, text: text ?? '' }] : cell(name, text)
  return [
    { label: shown.roleLabel.zh, text: own?.name || masked },
    ...fact(
      '性别、年龄',
      [code('sexes', shown.sex), own?.birth ?? (shown.birthYear ? `${shown.birthYear}年生` : age)]
        .filter(Boolean)
        .join('，'),
    ),
    ...fact('民族', code('ethnicities', shown.ethnicity)),
    ...fact('婚姻', code('marriages', shown.marital)),
    ...fact('证件号码', own?.idNumber ?? shown.idNumber),
    ...fact('文化程度', code('educations', shown.education)),
    ...fact('职业', shown.occupation),
    ...fact('工作单位', shown.employer),
    ...fact('电话', own?.phone ?? shown.phone),
    ...fact('安全联系方式', own?.safeContact ?? (shown.safeContact ? '有（见系统）' : null)),
    ...cell('与本事关系', shown.relation),
    ...wide(fact('住址', own?.address ?? shown.address)),
  ]
}

/** The fields of the kind in the order of its form; long accounts across the sheet. What stands elsewhere on it is left out here. */
const fieldCells = (
  engine: Engine,
  kind: CaseKind,
  data: Readonly<Record<string, unknown>>,
  full: boolean,
  wanted: (key: string) => boolean,
): SheetCell[] => {
  const order = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
  return order.flatMap((key) => {
    const spec = kind.labels[key]
    if (spec?.onPaper === 'ticks' && wanted(key))
      return [{ label: spec.label.zh, text: ticked(engine, spec, data[key]), wide: true as const }]
    const text = textOf(engine, spec, data[key])
    if (
      !spec ||
      elsewhere.has(key) ||
      !wanted(key) ||
      (spec.onPaper === 'full' && !full) ||
      (!text && spec.onPaper !== true)
    )
      return []
    return [{ label: spec.label.zh, text, ...(spec.long || text.length > 16 ? { wide: true as const } : {}) }]
  })
}
/** Every choice on a line of its own, to be gone through with her. */
const ticked = (engine: Engine, { codes }: FieldLabel, value: unknown): string =>
  (engine.catalogue.codes[codes ?? '']?.rows ?? [])
    .map(({ code, zh }, place) => `${Array.isArray(value) && value.includes(code) ? '☑' : '☐'} ${place + 1}. ${zh}`)
    .join('\n')

const elsewhere: ReadonlySet<string> = new Set(['receivedBy', 'proposal'])
// What is asked when all is done stands last.
const afterwards: ReadonlySet<string> = new Set(['satisfaction', 'remarks'])

/** Repeating rows: incidents, sessions; one cell each. */
const rowCells = (engine: Engine, kind: CaseKind, { parts }: Body): SheetCell[] =>
  parts.flatMap(({ key, data }) => {
    const spec = kind.parts?.[key]
    if (!spec) return []
    const said = Object.entries(spec.labels).flatMap(([field, one]) => {
      const text = textOf(engine, one, data[field])
      return text ? [`${one.label.zh}：${text}`] : []
    })
    return wide(cell(spec.label.zh, said.join('\n')))
  })

const textOf = (engine: Engine, spec: FieldLabel | undefined, value: unknown): string => {
  if (Array.isArray(value)) return value.map((one) => textOf(engine, spec, one)).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return (spec?.codes ? engine.codeLabel(spec.codes, value)?.zh : undefined) ?? paperDate(value)
}

/** What is attached, by what it is and its pages; names of files may name people. */
const fileCells = ({ files }: Body): SheetCell[] => {
  const papers = new Map<string, typeof files>()
  for (const one of files) papers.set(one.paper ?? one.id, [...(papers.get(one.paper ?? one.id) ?? []), one])
  const said = [...papers.values()].map((pages) => {
    const name = paperKindOf(pages[0]!.purpose)?.zh ?? '附件'
    return pages[0]!.paper === null ? name : `${name} ${pages.length} 页`
  })
  return wide(cell('附件', said.join('；')))
}

/** How it went on: which way, by when, what came of it, and how she was told and asked afterwards. */
const handlingCells = (engine: Engine, matter: Matter, { approvals, data, steps }: Body): SheetCell[] => {
  const { kind, head } = matter
  // A request its maker took back, or whose ground is gone, was decided by nobody.
  const decided = approvals.filter(({ decision }) => decision === 'agreed' || decision === 'returned')
  const standing = steps.filter((step) => step.reversed === null && step.trackId === null)
  const ways = standing.filter((step) => step.action !== 'opened' && kind.transitions[step.action])
  const last = (wanted: (action: string) => boolean | undefined) => ways.filter(({ action }) => wanted(action)).at(-1)
  const way = last((action) => kind.transitions[action]?.to !== null)
  const answer = last(
    (action) => kind.transitions[action]?.needs?.includes('proof') && kind.transitions[action].to !== null,
  )
  const asked = last((action) => kind.transitions[action]?.phrases === 'followUp')
  const due = matter.clocks
    .filter(({ key, trackId }) => trackId === null && kind.clocks[key]?.onForm)
    .sort((a, b) => a.round - b.round)
    .at(-1)
  const on = (at: string): string => paperDate(localDate(new Date(at)))
  const told = (step: (typeof steps)[number]): string => step.told.map(({ zh }) => zh).join('；')
  const results = Object.values(kind.transitions).find((step) => step.results)?.results
  return [
    { label: '处理方式', text: way ? `${way.label.zh}（${on(way.at)}）` : '' },
    { label: '办理期限', text: due ? paperDate(lastDay(due.dueAt)) : '' },
    ...wide(cell('去向、情况', way && told(way))),
    {
      label: '拟办意见',
      text: typeof data['proposal'] === 'string' ? data['proposal'] : '',
      wide: true,
      lines: 3,
      signed: '承办人',
    },
    {
      label: '领导批示',
      text: decided
        .map((one) => `${one.label.zh}：${saidOf(one)}（${one.decidedBy ?? ''} ${on(one.decidedAt!)}）`)
        .join('\n'),
      wide: true,
      lines: 3,
      signed: '签批人',
    },
    ...(results
      ? [
          { label: '处理结果', text: engine.codeLabel(results, head.result)?.zh ?? '' },
          { label: '答复', text: answer ? told(answer) || on(answer.at) : '' },
        ]
      : []),
    ...wide(cell('回访', asked && `${on(asked.at)} ${asked.note ?? ''}`.trim())),
  ]
}

/** The decision and what was said with it; a remark that begins with the decision says both. */
const saidOf = ({ decision, remark }: Body['approvals'][number]): string => {
  const word = decision === 'agreed' ? '同意' : '退回'
  return remark?.startsWith(word) ? remark : [word, remark].filter(Boolean).join('。')
}

/** 办理经过摘录: the timeline as this reader sees it, people masked, what was taken back marked. */
export const timelineExtract = async (engine: Engine, ctx: Ctx, key: Key): Promise<{ letter: OfficialDocument }> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const { body } = await viewOf(engine, ctx, matter.head, matter, 'masked')
  if (!body) throw failCommon('http.notFound')
  const { head, kind } = matter
  ctx.audit({ action: 'cases.extract', kind: kind.key, home: key.home, id: key.id })
  const state = kind.states[head.status]?.label.zh ?? '已作废'
  const [opened] = body.steps
  const begun = `${opened?.late ? '收到于' : '登记于'}${paperDate(localDate(head.opened_at))}`
  const late = opened?.late ? `,补登于${paperDate(localDate(new Date(opened.recordedAt)))}` : ''
  return {
    letter: withPaperMarks<OfficialDocument>({
      title: '办理经过摘录',
      body: [
        {
          kind: 'p',
          runs: [`编号 ${head.number},${kind.label.zh},${begun}${late},现为「${state}」。`],
        },
        {
          kind: 'table',
          head: ['时间', '办理', '内容', '经办'],
          widths: [3, 3, 6, 4],
          rows: body.steps.map((step) => [
            whenOf(step, new Date(step.at)),
            step.reversed ? `${step.label.zh}(${step.reversed === 'undo' ? '已撤回' : '已更正'})` : step.label.zh,
            [...step.told.map(({ zh }) => zh), step.note, step.remark && `批示:${step.remark}`]
              .filter(Boolean)
              .join('；'),
            `${step.unit} ${step.by}`.trim(),
          ]),
        },
      ],
      issuer: issuerOf(head.unit_name),
      date: today(ctx.now),
      classNote: '内部',
    }),
  }
}

/** Keeps who printed a list, of how many rows and what for, or the page of a matter; each matter on it tells so among its readers. */
export const listPrinted = async (
  ctx: Ctx,
  { list, purpose, rows, matters }: Input<(typeof casesContract)['printList']>['body'],
): Promise<Record<string, never>> => {
  const seen = await headsByKey(ctx.tx, matters)
  const why = { purpose: purpose ?? 'not stated' }
  for (const { kind, home, id } of seen)
    ctx.audit({ action: list === 'page' ? 'cases.printedPage' : 'cases.printed', kind, home, id, ...why })
  if (list !== 'page') ctx.audit({ action: 'cases.printList', ...why, detail: { list, rows, matters: seen.length } })
  return {}
}
