import { v7 } from 'uuid'
import { nationScope } from '#modules/org/define.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Label, label } from '#platform/text/label.ts'
import { accountsErrors, type accountsContract } from '../accounts-contract.ts'
import { type Role, roles, whyNotGive } from '../rules.ts'
import { askedRoles, whyNotAsk } from '../rules/above.ts'
import {
  columnOf,
  faultLimit,
  isDeputy,
  isSum,
  type ListColumn,
  listColumns,
  listLimit,
  nearest,
  roleNamed,
  rolesLike,
  splitPlace,
  tellingOf,
  unitForms,
  whyNotPhone,
} from '../rules/list.ts'
import { type Opening, openPeople, type Spell } from './accounts.ts'
import * as proposals from './queries/proposals.ts'

type C = typeof accountsContract
const fail = failures(accountsErrors)

type Cell = { readonly address: string; readonly column: number; readonly text: string; readonly fault?: Label }
type Rows = readonly (readonly Cell[])[]

/** What reads and writes tables; given by the server, which knows the room that does. */
export type Tables = {
  readonly read: (
    bytes: Uint8Array,
    name: string,
  ) => Promise<
    | { readonly ok: true; readonly sheets: readonly { readonly hidden: boolean; readonly rows: Rows }[] }
    | { readonly ok: false; readonly reason: Label }
  >
  readonly form: (form: {
    readonly title: Label
    readonly columns: readonly {
      readonly key: string
      readonly label: Label
      readonly required: boolean
      readonly note: Label
      readonly codes?: readonly { readonly code: string; readonly label: Label }[]
    }[]
  }) => Promise<Uint8Array>
}

/** The empty list, roles to choose from. */
export const listForm = async (tables: Tables): Promise<Output<C['listForm']>> => ({
  bytes: await tables.form({
    title: label('开通账号名单', 'Accounts to open'),
    columns: Object.entries(listColumns).map(([key, column]) => ({
      key,
      label: column.label,
      required: column.required,
      note: column.note,
      ...(key === 'role' ? { codes: askedRoles.map((role) => ({ code: role, label: roles[role].label })) } : {}),
    })),
  }),
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  name: '开通账号名单.xlsx',
})

type Fault = Output<C['openList']>['faults'][number]
type Head = { readonly at: number; readonly column: ReadonlyMap<ListColumn, number> }

// Titles may stand above the heading; it is the first row that names who and where.
const headOf = (rows: Rows): Head | null => {
  for (const [at, row] of rows.slice(0, 10).entries()) {
    const column = new Map<ListColumn, number>()
    for (const cell of row) {
      const meant = columnOf(cell.text)
      if (meant && !column.has(meant)) column.set(meant, cell.column)
    }
    if (column.has('name') && column.has('unit')) return { at, column }
  }
  return null
}

type Line = {
  readonly row: number
  readonly at: (column: ListColumn) => Cell | undefined
  readonly text: (column: ListColumn) => string
}

const linesOf = (rows: Rows, head: Head): Line[] =>
  rows.slice(head.at + 1).flatMap((cells) => {
    const at = (column: ListColumn): Cell | undefined => cells.find((cell) => cell.column === head.column.get(column))
    const text = (column: ListColumn): string => at(column)?.text.trim() ?? ''
    const row = Number(/\d+$/.exec(cells[0]?.address ?? '')?.[0] ?? 0)
    // A row without name and unit is a remark beneath the list, and 合计 is nobody.
    const nobody =
      (text('name') === '' && text('unit') === '') || isSum([text('name'), ...cells.map((cell) => cell.text)])
    return nobody ? [] : [{ row, at, text }]
  })

const letters = (column: number): string => String.fromCharCode(64 + Math.min(column, 26))

const words = {
  noHead: label(
    '没有找到表头。第一行要有「姓名」「单位」「角色」,可以下载空表照着填。',
    'There is no heading: the first row must have 姓名 (name), 单位 (unit) and 角色 (role). Download the empty list.',
  ),
  empty: label('表里没有人。请从第二行起一人一行填写。', 'The table is empty: one person a row, from the second row.'),
  tooLong: label(`一次最多 ${listLimit} 人,请分成几份。`, `At most ${listLimit} people at once: split the list.`),
  needed: label('没有填。请补上。', 'Is empty: fill it in.'),
  noRole: label(
    '没有这个角色。请从下拉内容里选,例如「村(社区)妇联主席」「权益干部」。',
    'There is no such role: choose one of the list.',
  ),
  deputy: label(
    '副职不能成批开。请把这一行删掉,在〔开通账号〕里单个开通,再请安全管理员〔设岗位〕:角色选「主席」,岗位名称写她的职务,如「荷塘区妇联副主席」。',
    'Deputies are not opened by list: take this row out, open her account singly, then have the post given with the role of the chair and her own title.',
  ),
  noUnit: label(
    '您的范围内没有这个单位。请核对名称,或填区划代码。',
    'No such unit in your range: check the name, or write its division code.',
  ),
  twoUnits: label(
    '有几个同名的单位。请填区划代码,或在前面加上一级单位的名称。',
    'Several units have this name: write the code, or put the unit above in front.',
  ),
  longName: label('姓名太长,最多 50 个字。请核对。', 'The name is too long (50): check it.'),
  badUser: label(
    '用户名用小写字母或数字开头,3 到 40 个字符;也可以空着,系统按拼音起。',
    'It begins with a lower-case letter or digit and has 3 to 40; or leave it empty.',
  ),
  takenUser: label('用户名已有人用。请换一个,或空着。', 'This user name is taken: choose another, or leave it empty.'),
  twice: label('表里这个人在同一单位写了两次。请删去一行。', 'She stands twice for the same unit: delete one row.'),
} as const

type Unit = Awaited<ReturnType<typeof proposals.unitsCalled>>[number]

type Unknown = { readonly why: Label; readonly among: readonly Unit[] }

const unitIn = (units: ReadonlyMap<string, readonly Unit[]>, typed: string): Unit | Unknown => {
  const { above, name } = splitPlace(typed)
  const fitting = (text: string) => [...new Set([text, ...unitForms(text)].flatMap((form) => units.get(form) ?? []))]
  const whole = fitting(typed.trim())
  const found = whole.length > 0 ? whole : fitting(name)
  // 东湖社区 is not also 东湖社区居委会 where a unit has just that name.
  const exact = found.filter((unit) => unit.name === name || unit.code === name)
  const narrowed = exact.length > 0 ? exact : found
  const beneath = above
    ? narrowed.filter((unit) => unit.above !== null && unitForms(above).includes(unit.above))
    : narrowed
  const [first, second] = above && beneath.length > 0 ? beneath : narrowed
  if (!first || (above && whole.length === 0 && beneath.length === 0)) return { why: words.noUnit, among: [] }
  return second ? { why: words.twoUnits, among: narrowed.slice(0, 3) } : first
}

/** What words of a column mean, as somebody chose for one cell with each of them: B5:430202001003,C9:village. */
const chosenWords = (meant: string, lines: readonly Line[]): ((line: Line, column: ListColumn) => string) => {
  const cells = new Map(
    meant.split(',').flatMap((one) => {
      const [cell = '', code = ''] = one.split(':')
      return code === '' ? [] : [[cell, code] as const]
    }),
  )
  const said = new Map<string, string>(
    lines.flatMap((line) =>
      (['unit', 'role'] as const).flatMap((column) => {
        const code = cells.get(line.at(column)?.address ?? '')
        return code === undefined ? [] : [[`${column} ${line.text(column)}`, code] as const]
      }),
    ),
  )
  return (line, column) => said.get(`${column} ${line.text(column)}`) ?? line.text(column)
}

/** Unknown names a list is told the nearest units of. */
const nearLimit = 20

/**
 * Opens accounts from a table people keep: every fault at once with its cell and remedy; while there is one nobody is opened, or, asked
 * for in so many words, only the rows without; who has an account for that unit is passed over, so the same list again adds nothing.
 */
export const openList = async (
  ctx: Ctx,
  deps: { readonly spell: Spell; readonly tables: Tables },
  { query, body }: Input<C['openList']>,
): Promise<Output<C['openList']>> => {
  const { tx, actor } = ctx
  const table = await deps.tables.read(body, query.name)
  if (!table.ok) throw fail('accounts.notList', { why: table.reason })
  const rows = table.sheets.find((sheet) => !sheet.hidden && headOf(sheet.rows))?.rows
  const head = rows && headOf(rows)
  if (!rows || !head) throw fail('accounts.notList', { why: words.noHead })
  const lines = linesOf(rows, head)
  if (lines.length === 0) throw fail('accounts.notList', { why: words.empty })
  if (lines.length > listLimit) throw fail('accounts.notList', { why: words.tooLong })

  const said = chosenWords(query.meant, lines)
  const unitText = (line: Line): string => said(line, 'unit')
  const asked = new Set(lines.flatMap((line) => [unitText(line), splitPlace(unitText(line)).name]))
  // By name and by code: each of two thousand rows is looked up, not compared with all.
  const called = await proposals.unitsCalled(tx, actor.scope || nationScope, [...asked].flatMap(unitForms))
  const units = new Map<string, Unit[]>()
  for (const unit of called)
    for (const name of [unit.name, unit.code]) units.set(name, [...(units.get(name) ?? []), unit])
  const people = await proposals.peopleAt(
    tx,
    called.map(({ scope }) => scope),
  )
  const here = new Set(people.map((one) => keyOf(one.name, one.role, one.unit_id)))
  const wantedNames = lines.map((line) => line.text('username').toLowerCase()).filter(Boolean)
  const taken = wantedNames.length > 0 ? await proposals.namesLike(tx, wantedNames) : new Set<string>()

  const unknown = new Set(
    lines
      .map(unitText)
      .filter((text) => text !== '' && !('id' in unitIn(units, text)))
      .slice(0, nearLimit),
  )
  const like =
    unknown.size > 0 && actor.scope
      ? await proposals.unitsLike(
          tx,
          actor.scope,
          [...unknown].flatMap((text) => tellingOf(splitPlace(text).name)),
        )
      : []
  const faults: Fault[] = []
  const openings: Opening[] = []
  const seen = new Set<string>()
  const seenNames = new Set<string>()
  let known = 0
  for (const line of lines) {
    const before = faults.length
    const blame = (column: ListColumn, reason: Label, near: readonly { code: string; name: string }[] = []): void => {
      const cell = line.at(column)
      faults.push({
        cell: cell?.address ?? `${letters(head.column.get(column) ?? 1)}${line.row}`,
        column: listColumns[column].label.zh,
        value: cell?.text.slice(0, 60) ?? '',
        reason,
        near: [...near],
      })
    }
    for (const column of Object.keys(listColumns) as ListColumn[]) {
      const fault = line.at(column)?.fault
      if (fault) blame(column, fault)
      else if (listColumns[column].required && line.text(column) === '') blame(column, words.needed)
    }
    const name = line.text('name')
    if (name.length > 50) blame('name', words.longName)
    const unit = line.text('unit') === '' ? null : unitIn(units, unitText(line))
    if (unit && !('id' in unit))
      blame(
        'unit',
        unit.why,
        (unit.among.length > 0 || !unknown.has(unitText(line)) ? unit.among : nearest(unitText(line), like)).map(
          ({ code, name, above }) => ({ code, name: [above, name].filter(Boolean).join(' ') }),
        ),
      )
    const place = unit && 'id' in unit ? unit : null
    const role = line.text('role') === '' ? null : roleNamed(said(line, 'role'), place?.level ?? null)
    if (line.text('role') !== '' && role === null)
      blame(
        'role',
        isDeputy(line.text('role')) ? words.deputy : words.noRole,
        rolesLike(line.text('role')).map((code) => ({ code, name: roles[code].label.zh })),
      )
    const why = place && role && (whyNotAsk(actor, { role, scope: place.scope }) ?? whyNotGive(role, place.level, []))
    if (why) blame(whyNotGive(role as Role, place?.level ?? '', []) ? 'role' : 'unit', why)
    const phone = line.text('phone')
    const wrongPhone = phone === '' ? null : whyNotPhone(phone)
    if (wrongPhone) blame('phone', wrongPhone)
    const username = line.text('username').toLowerCase()
    const key = place && role ? keyOf(name, role, place.id) : null
    const isKnown = key !== null && here.has(key)
    if (username !== '' && !/^[a-z0-9][a-z0-9._-]{2,39}$/.test(username)) blame('username', words.badUser)
    else if (username !== '' && !isKnown && (taken.has(username) || seenNames.has(username)))
      blame('username', words.takenUser)
    if (key !== null && seen.has(key)) blame('name', words.twice)
    if (key !== null) seen.add(key)
    seenNames.add(username)
    if (faults.length > before || !place || !role) continue
    if (isKnown) known += 1
    else
      openings.push({
        id: v7(),
        name,
        username: username || null,
        phone: phone || null,
        place: { unitId: place.id, scope: place.scope, unit: place.name, above: place.above, role },
      })
  }
  const told = { rows: lines.length, known, fresh: openings.length, faults: faults.slice(0, faultLimit) }
  const more = Math.max(0, faults.length - faultLimit)
  if ((faults.length > 0 && query.partial === 'no') || query.rehearse === 'yes')
    return { ...told, more, slips: [], list: null }
  const list = openings.length > 0 ? v7() : null
  // The slips of a township lie together when they are cut.
  openings.sort((a, b) => ((a.place?.scope ?? '') < (b.place?.scope ?? '') ? -1 : 1))
  const slips = await openPeople(ctx, deps.spell, openings, list)
  ctx.audit({
    action: 'identity.openList',
    kind: 'account',
    home: actor.home,
    detail: { rows: lines.length, opened: openings.length, left: lines.length - known - openings.length, list },
  })
  return { ...told, more, slips, list }
}

const keyOf = (name: string, role: string, unit: number): string => `${name}\n${role}\n${unit}`
