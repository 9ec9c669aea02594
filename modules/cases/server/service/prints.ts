import { maskName } from '#modules/people/rules/mask.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { localDate, localDateTime } from '#platform/clock/time.ts'
import type { Input } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type OfficialDocument, withPaperMarks } from '#platform/paper/model.ts'
import type { SheetCell, SheetDocument } from '#platform/paper/sheet.ts'
import { paperDate } from '#platform/paper/text.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import type { CaseKind, FieldLabel } from '../../define.ts'
import { type Engine, refuseProblems, today } from '../engine.ts'
import type { Matter } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import { viewOf } from '../view.ts'
import { issuerOf } from './papers.ts'
import { openLocked } from './steps.ts'

type Asked = Input<(typeof casesContract)['printForm']>['body']
type Body = NonNullable<CaseView['body']>

/**
 * The registration form (domain/12 F-01), filled with what stands. A masked copy shows people as their page does; a full one is for
 * whoever may reveal, for a reason. The record says which was made.
 */
export const registrationForm = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  asked: Asked,
): Promise<{ sheet: SheetDocument }> => {
  const full = asked.copy === 'full'
  if (full && !ctx.actor.permissions.has('cases.reveal')) throw failCommon('http.forbidden')
  if (full && !asked.reason)
    refuseProblems([{ path: 'reason', zh: '请选为什么要完整的。', en: 'Choose why it must be complete.' }])
  const matter = await openLocked(engine, ctx, key, 'read')
  const { body } = await viewOf(engine, ctx, matter.head, matter)
  if (!body) throw failCommon('http.notFound')
  const { head, kind } = matter
  ctx.audit({
    action: full ? 'cases.formFull' : 'cases.form',
    kind: kind.key,
    home: key.home,
    id: key.id,
    ...(full ? { purpose: asked.reason! } : {}),
  })
  const channel = kind.channels ? engine.codeLabel(kind.channels, head.channel)?.zh : undefined
  const first = Object.values(kind.parties)[0]?.label.zh ?? '当事人'
  return {
    sheet: {
      title: `${channel ?? kind.label.zh}登记表`,
      unit: issuerOf(head.unit_name),
      number: head.number,
      cells: [
        ...headCells(engine, matter),
        ...people(engine, matter, body, full),
        ...fieldCells(engine, kind, matter.data),
        ...handlingCells(matter, body),
      ],
      signatures: [`${first}（记录已看过、读过，无误）签字`, '接待人签字'],
      seal: true,
      note: `${full ? '完整件,注意保管' : '遮盖件'} · ${ctx.actor.unitName} ${ctx.actor.name} ${localDateTime(ctx.now)} 打印`,
    },
  }
}

const cell = (label: string, text: string | null | undefined): SheetCell[] => (text ? [{ label, text }] : [])

const headCells = (engine: Engine, { head, kind }: Matter): SheetCell[] => [
  { label: '登记时间', text: localDateTime(head.opened_at) },
  ...cell(
    engine.catalogue.codes[kind.categories]?.label.zh ?? '类别',
    engine.codeLabel(kind.categories, head.category)?.zh,
  ),
  ...cell('渠道', kind.channels ? engine.codeLabel(kind.channels, head.channel)?.zh : null),
  ...(kind.channels ? [{ label: '人数', text: `${head.persons}人` }] : []),
  ...cell('标识', head.flags.map((flag) => engine.codeLabel('petition-flags', flag)?.zh ?? flag).join('、')),
  ...(head.access === 0 ? cell('摘要', head.title) : []),
]

// People as their page shows them; in a full copy what is masked there stands in clear.
const people = (engine: Engine, matter: Matter, body: Body, full: boolean): SheetCell[] =>
  body.parties.flatMap((shown) => {
    const party = matter.parties.find(({ id }) => id === shown.id)
    const own = full ? party : undefined
    // A page may show names in clear in one's own village; a masked copy leaves the village.
    const masked = party?.name ? maskName(party.name) : shown.name
    const role = shown.roleLabel.zh
    const code = (list: string, value: string | null) => (value ? engine.codeLabel(list, value)?.zh : null)
    const age = shown.age === null ? null : `${shown.age}岁`
    return [
      { label: role, text: own?.name || masked },
      ...cell(
        '性别、年龄',
        [code('sexes', shown.sex), own?.birth ?? (shown.birthYear ? `${shown.birthYear}年生` : age)]
          .filter(Boolean)
          .join('，'),
      ),
      ...cell('电话', own?.phone ?? shown.phone),
      ...cell('证件号码', own?.idNumber ?? shown.idNumber),
      ...cell('婚姻', code('marriages', shown.marital)),
      ...cell('文化程度', code('educations', shown.education)),
      ...cell('职业', shown.occupation),
      ...cell('工作单位', shown.employer),
      ...cell('与本事关系', shown.relation),
      ...cell('安全联系方式', own?.safeContact ?? (shown.safeContact ? '有(见系统)' : null)),
      ...cell('住址', own?.address ?? shown.address).map((one) => ({ ...one, wide: true as const })),
    ]
  })

/** The fields of the kind in the order of its form; long accounts across the sheet. */
const fieldCells = (engine: Engine, kind: CaseKind, data: Readonly<Record<string, unknown>>): SheetCell[] => {
  const order = [...kind.form.first, ...kind.form.groups.flatMap((group) => group.fields)]
  return order.flatMap((key) => {
    const spec = kind.labels[key]
    const text = textOf(engine, spec, data[key])
    if (!spec || !text) return []
    const wide = spec.long || text.length > 16 ? { wide: true as const } : {}
    return [{ label: spec.label.zh, text, ...wide }]
  })
}

const textOf = (engine: Engine, spec: FieldLabel | undefined, value: unknown): string => {
  if (Array.isArray(value)) return value.map((one) => textOf(engine, spec, one)).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return (spec?.codes ? engine.codeLabel(spec.codes, value)?.zh : undefined) ?? paperDate(value)
}

const handlingCells = (matter: Matter, { approvals, steps }: Body): SheetCell[] => {
  const agreed = approvals.filter(({ decision }) => decision !== null)
  const told = steps.filter((step) => step.reversed === null && step.told.length > 0).at(-1)
  const due = matter.clocks.find((clock) => clock.stoppedAt === null)
  return [
    ...cell('办理期限', due ? paperDate(lastDay(due.dueAt)) : null),
    ...cell('处理情况', told?.told.map(({ zh }) => zh).join('；')).map((one) => ({ ...one, wide: true as const })),
    { label: '拟办意见', text: '', wide: true, lines: 3, signed: '承办人' },
    {
      label: '领导批示',
      text: agreed
        .map(
          (one) =>
            `${one.label.zh}：${one.decision === 'agreed' ? '同意' : '退回'}${one.remark ? `。${one.remark}` : ''}（${one.decidedBy ?? ''} ${paperDate(localDate(new Date(one.decidedAt!)))}）`,
        )
        .join('\n'),
      wide: true,
      lines: 3,
      signed: '签批人',
    },
  ]
}

/** 办理经过摘录: the timeline as this reader sees it, people masked, what was taken back marked. */
export const timelineExtract = async (engine: Engine, ctx: Ctx, key: Key): Promise<{ letter: OfficialDocument }> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const { body } = await viewOf(engine, ctx, matter.head, matter)
  if (!body) throw failCommon('http.notFound')
  const { head, kind } = matter
  ctx.audit({ action: 'cases.extract', kind: kind.key, home: key.home, id: key.id })
  const state = kind.states[head.status]?.label.zh ?? '已作废'
  return {
    letter: withPaperMarks<OfficialDocument>({
      title: '办理经过摘录',
      body: [
        {
          kind: 'p',
          runs: [
            `编号 ${head.number},${kind.label.zh},登记于${paperDate(localDate(head.opened_at))},现为「${state}」。`,
          ],
        },
        {
          kind: 'table',
          head: ['时间', '办理', '内容', '经办'],
          widths: [3, 3, 7, 3],
          rows: body.steps.map((step) => [
            localDateTime(new Date(step.at)),
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
