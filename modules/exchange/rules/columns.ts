import { z } from 'zod'
import type { CaseKind, Catalogue, CodeShape } from '#modules/cases/define.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { HandlingColumn, ImportSpec } from '../define.ts'
import { tidy } from '../tabular/values.ts'

/** What the text of a column is read as. */
export type ColumnType =
  | 'text'
  | 'date'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'code'
  | 'codes'
  | 'name'
  | 'idNumber'
  | 'phone'
  | 'unit'
  | 'source'

/** One column an import of a kind knows. `key` is where its value goes: `openedOn`, `petitioner.name`, `data.facts`, `acceptedOn`. */
export type Column = {
  readonly key: string
  readonly label: Label
  readonly type: ColumnType
  readonly required: boolean
  readonly note: Label
  /** Headings it goes by, as {@link headingKey} writes them. */
  readonly headings: readonly string[]
  /** Understood, but left out of the empty form to keep it narrow. */
  readonly rare?: true
  /** Rows of the code list, for `code` and `codes`. */
  readonly codes?: readonly CodeShape[]
}

/** The form in which headings are compared: no blanks, brackets, stars or marks, small letters. */
export const headingKey = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/必填|选填/g, '')
    .replace(/[\s*:()[\]【】「」、/\\\-_·.。]/g, '')

/** The heading of the column that says where a line of a file of faulty rows comes from. */
export const originHeading = '原表行(不要改)'

/** The heading of the column that says what is wrong with a row of such a file. */
export const faultsHeading = '哪里不对'

/** By what a row without a number of its own is known: the digest of its table and its row. */
export const originOf = (digest: string, row: number): string => `${digest.slice(0, 16)}#${row}`
export const isOrigin = (text: string): boolean => /^[0-9a-f]{16}#\d{1,7}$/.test(text)

/** Every column of a kind in the order of its form: common facts, parties by role, its own fields, the handling. */
export const columnsOf = (
  kind: CaseKind,
  spec: ImportSpec | undefined,
  codes: Catalogue['codes'],
): readonly Column[] => {
  const more = spec?.synonyms ?? {}
  const make = (column: Omit<Column, 'headings' | 'codes'>, names: readonly string[] = [], list?: string): Column => {
    const headings = [column.label.zh, column.label.en, column.key, ...names, ...(more[column.key] ?? [])].map(
      headingKey,
    )
    const rows = list === undefined ? undefined : codes[list]?.rows
    return { ...column, headings: [...new Set(headings)], ...(rows ? { codes: rows } : {}) }
  }
  const columns = [
    ...headColumns(kind, make, codes),
    ...partyColumns(kind, make),
    ...fieldColumns(kind, make),
    ...(spec?.columns ?? []).map((one) => handlingColumn(one, make)),
  ]
  // A kind may name a field like a common column (处理意见); the first to claim a heading keeps it, the handling before all.
  const claimed = new Map<string, string>()
  for (const column of [...columns.slice(columns.length - (spec?.columns.length ?? 0)), ...columns])
    for (const heading of column.headings) if (!claimed.has(heading)) claimed.set(heading, column.key)
  return columns.map((column) => {
    const headings = column.headings.filter((heading) => claimed.get(heading) === column.key)
    if (headings.includes(headingKey(column.label.zh))) return { ...column, headings }
    const apart = label(`${column.label.zh}(文字)`, `${column.label.en} (words)`)
    return { ...column, label: apart, headings: [...headings, headingKey(apart.zh), headingKey(apart.en)] }
  })
}

type Make = (column: Omit<Column, 'headings' | 'codes'>, names?: readonly string[], list?: string) => Column

const headColumns = (kind: CaseKind, make: Make, codes: Catalogue['codes']): Column[] => [
  make(
    {
      key: 'sourceRef',
      label: label('来源编号', 'Source number'),
      type: 'source',
      required: false,
      note: label(
        '原台账里的编号。再导入一次时,编号相同的不会重复。',
        'Number in the old register; the same number is not imported twice.',
      ),
    },
    ['编号', '原编号', '信访编号', '登记编号', '台账编号', '登记号', '受理编号'],
  ),
  make({
    key: 'origin',
    label: label(originHeading, 'Row of the first file (leave as it is)'),
    type: 'source',
    required: false,
    note: none,
    rare: true,
  }),
  make(
    {
      key: 'openedOn',
      label: label('收件日期', 'Received on'),
      type: 'date',
      required: true,
      note: label(
        '收到的日子,如 2014-03-08,可以带时间。',
        'The day it was received, like 2014-03-08; a time may follow.',
      ),
    },
    ['收到日期', '收件时间', '收到时间', '登记日期', '登记时间', '日期', '时间'],
  ),
  ...(kind.channels
    ? [
        make(
          {
            key: 'channel',
            label: codes[kind.channels]?.label ?? label('渠道', 'Channel'),
            type: 'code',
            required: true,
            note: none,
          },
          ['渠道', '信访渠道', '来源渠道', '来访方式'],
          kind.channels,
        ),
      ]
    : []),
  make(
    {
      key: 'category',
      label: codes[kind.categories]?.label ?? label('类别', 'Class'),
      type: 'code',
      required: true,
      note: label('填代码最准;名称、旧名称也认。', 'The code is surest; present and old names are understood.'),
    },
    ['类别', '问题分类', '分类', '问题类型', '类型', '代码'],
    kind.categories,
  ),
  make(
    {
      key: 'title',
      label: label('标题', 'Title'),
      type: 'text',
      required: false,
      note: label('最多 60 字,不写姓名。', 'At most 60 characters, without names.'),
    },
    ['题名', '事由'],
  ),
  make(
    {
      key: 'persons',
      label: label('人数', 'Persons'),
      type: 'integer',
      required: false,
      note: label('来的人数,不填按 1 人。', 'How many persons; one when empty.'),
    },
    ['人次', '来访人数', '涉及人数'],
  ),
  make(
    {
      key: 'flags',
      label: label('标识', 'Flags'),
      type: 'codes',
      required: false,
      note: none,
    },
    ['标记', '特殊标识'],
    'petition-flags',
  ),
  make(
    {
      key: 'notifyMode',
      label: label('告知方式', 'How to be told'),
      type: 'code',
      required: false,
      note: label('怎样告诉她才安全。', 'How she may be told safely.'),
    },
    ['告知形式'],
    'notify-modes',
  ),
]

// The first role of a kind is whom the row is about, so its columns need no prefix.
const partyColumns = (kind: CaseKind, make: Make): Column[] =>
  Object.entries(kind.parties).flatMap(([role, party], place) =>
    partyFields.map(({ field, names, label: text, type, list, note }) => {
      const prefixed = names.map((name) => `${party.label.zh}${name}`)
      return make(
        {
          key: `${role}.${field}`,
          label: place === 0 ? text : label(`${party.label.zh}${text.zh}`, `${party.label.en}: ${text.en}`),
          type,
          required: place === 0 && field === 'name',
          note,
          ...(place === 0 || ofOthers.has(field) ? {} : { rare: true as const }),
        },
        [
          ...(place === 0 ? names : []),
          ...prefixed,
          `${party.label.zh}${text.zh}`,
          ...(field === 'name' ? [party.label.zh] : []),
        ],
        list,
      )
    }),
  )

/** What is asked of other parties in the empty form. */
const ofOthers = new Set(['name', 'sex', 'phone', 'address', 'relation'])

type PartyField = {
  readonly field: string
  readonly label: Label
  readonly names: readonly string[]
  readonly type: ColumnType
  readonly list?: string
  readonly note: Label
}

const none = label('', '')
const yesOrNo = label('填“是”或“否”。', 'Yes or no.')
const partyFields: readonly PartyField[] = [
  {
    field: 'name',
    label: label('姓名', 'Name'),
    names: ['名字', '姓名电话', '姓名及电话', '姓名联系电话', '姓名及联系电话', '姓名联系方式'],
    type: 'name',
    note: label(
      '不肯说姓名填“匿名”,说不清填“身份不清”。',
      'Write “匿名” when it was not given, “身份不清” when it is unclear.',
    ),
  },
  { field: 'sex', label: label('性别', 'Sex'), names: [], type: 'code', list: 'sexes', note: none },
  {
    field: 'age',
    label: label('年龄', 'Age'),
    names: ['岁数', '周岁'],
    type: 'integer',
    note: label('收件那天的周岁。', 'Full years on the day of receipt.'),
  },
  {
    field: 'birth',
    label: label('出生日期', 'Birth date'),
    names: ['出生年月日', '生日'],
    type: 'date',
    note: none,
  },
  {
    field: 'idType',
    label: label('证件类型', 'ID type'),
    names: ['证件种类'],
    type: 'code',
    list: 'id-types',
    note: label('不填按居民身份证。', 'Identity card when empty.'),
  },
  {
    field: 'idNumber',
    label: label('身份证号', 'ID number'),
    names: ['身份证号码', '身份证', '证件号码', '证件号', '公民身份号码'],
    type: 'idNumber',
    note: label('18 位;15 位旧号请换成 18 位。', '18 characters; convert old numbers of 15 digits.'),
  },
  {
    field: 'phone',
    label: label('电话', 'Telephone'),
    names: ['联系电话', '手机', '手机号', '手机号码', '联系方式', '电话号码'],
    type: 'phone',
    note: none,
  },
  {
    field: 'address',
    label: label('住址', 'Address'),
    names: ['地址', '家庭住址', '现住址', '联系地址', '户籍地址', '居住地'],
    type: 'text',
    note: none,
  },
  {
    field: 'marital',
    label: label('婚姻状况', 'Marital status'),
    names: ['婚姻', '婚否'],
    type: 'code',
    list: 'marriages',
    note: none,
  },
  {
    field: 'education',
    label: label('文化程度', 'Education'),
    names: ['学历', '教育程度'],
    type: 'code',
    list: 'educations',
    note: none,
  },
  {
    field: 'ethnicity',
    label: label('民族', 'Ethnic group'),
    names: ['族别'],
    type: 'code',
    list: 'ethnicities',
    note: none,
  },
  { field: 'occupation', label: label('职业', 'Occupation'), names: [], type: 'text', note: none },
  { field: 'employer', label: label('工作单位', 'Employer'), names: [], type: 'text', note: none },
  { field: 'relation', label: label('关系', 'Relation'), names: ['与当事人关系'], type: 'text', note: none },
  {
    field: 'safeContact',
    label: label('安全联系方式', 'Safe contact'),
    names: [],
    type: 'text',
    note: label('什么时候、怎样联系她才安全。', 'When and how she can be reached safely.'),
  },
]

type Property = {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly items?: { readonly type?: string; readonly enum?: readonly string[] }
}

const fieldColumns = (kind: CaseKind, make: Make): Column[] => {
  const shape = z.toJSONSchema(kind.fields, { io: 'input' }) as {
    properties?: Record<string, Property>
    required?: readonly string[]
  }
  return Object.entries(shape.properties ?? {}).flatMap(([field, property]) => {
    const described = kind.labels[field]
    const type = fieldType(property, described?.codes !== undefined)
    if (!described || type === null) return []
    const column = make(
      {
        key: `data.${field}`,
        label: described.label,
        type,
        required: shape.required?.includes(field) ?? false,
        note: described.help ?? (type === 'boolean' ? yesOrNo : none),
      },
      [],
      described.codes,
    )
    const values = property.enum ?? property.items?.enum
    // A field whose list the catalogue does not hold is read by its bare values.
    return [
      column.codes || !values ? column : { ...column, codes: values.map((code) => ({ code, zh: code, en: code })) },
    ]
  })
}

const fieldType = (property: Property, coded: boolean): ColumnType | null => {
  if (property.type === 'array') return property.items?.type === 'string' ? 'codes' : null
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type === 'boolean') return 'boolean'
  if (coded || property.enum) return 'code'
  return property.format === 'date' ? 'date' : 'text'
}

const handlingColumn = (one: HandlingColumn, make: Make): Column =>
  make(
    { key: one.key, label: one.label, type: one.type, required: false, note: one.note },
    one.synonyms ?? [],
    one.type === 'code' ? one.codes : undefined,
  )
