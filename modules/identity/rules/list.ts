import { type Label, label } from '#platform/text/label.ts'
import { type Role, roles } from '../rules.ts'
import { askedRoles } from './above.ts'

/** Columns of the list accounts are opened from, in the order of the empty form. */
export const listColumns = {
  name: {
    label: label('姓名', 'Name'),
    required: true,
    other: ['名字', '人员姓名', '干部姓名'],
    note: label('证件上的姓名', 'As on her papers'),
  },
  unit: {
    label: label('单位', 'Unit'),
    required: true,
    other: ['单位名称', '单位代码', '单位或代码', '所在单位', '村(社区)', '村社区'],
    note: label(
      '单位名称或区划代码;有同名的,写代码,或在前面加上一级,如「月塘街道 东湖社区」',
      'Name or division code; where a name occurs twice, the code, or the unit above in front',
    ),
  },
  role: {
    label: label('角色', 'Role'),
    required: true,
    other: ['岗位', '职务', '岗位角色'],
    note: label('按下拉内容选', 'One of the list'),
  },
  phone: {
    label: label('电话', 'Telephone'),
    required: false,
    other: ['联系电话', '办公电话', '手机', '手机号'],
    note: label('办公或联系电话,可不填', 'Desk or mobile, may be left empty'),
  },
  username: {
    label: label('用户名', 'User name'),
    required: false,
    other: ['账号', '登录名'],
    note: label('不填就按姓名拼音起', 'Left empty: made from the pinyin of the name'),
  },
} as const satisfies Record<string, { label: Label; required: boolean; other: readonly string[]; note: Label }>
export type ListColumn = keyof typeof listColumns

/** Most people one list opens accounts for. */
export const listLimit = 3000

/** Faults told at once; whoever has more corrects these first. */
export const faultLimit = 200

/** Heading as it is compared: without blanks, brackets' width and the star of a required field. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[\s*:()]/g, '')

/** Which column a heading means; null when none. */
export const columnOf = (heading: string): ListColumn | null => {
  const wanted = plain(heading)
  const found = Object.entries(listColumns).find(([, column]) =>
    [column.label.zh, column.label.en, ...column.other].some(
      (name) => plain(name).toLowerCase() === wanted.toLowerCase(),
    ),
  )
  return (found?.[0] as ListColumn | undefined) ?? null
}

const roleNames: readonly (readonly [name: string, role: Role])[] = askedRoles.flatMap((role) => [
  [plain(roles[role].label.zh), role] as const,
  [plain(roles[role].label.en).toLowerCase(), role] as const,
  [role, role] as const,
])

/** Which role a cell means; chairs of any level are told apart by the unit. Null when none. */
export const roleNamed = (text: string, level: string | null): Role | null => {
  const wanted = plain(text)
    .toLowerCase()
    .replace(/^[a-z]+(?=\p{Script=Han})/u, '')
  const known = roleNames.find(([name]) => name === wanted)?.[1]
  if (known && known !== 'leader') return known
  if (known === 'leader' || /^(妇联)?(主席|执委主席)$/.test(wanted))
    return level === 'V' ? 'village' : level === 'T' ? 'town' : 'leader'
  return null
}

/** Forms under which a unit's name is looked for: people leave out what kind of committee it is. */
export const unitForms = (text: string): readonly string[] => {
  const name = text.trim()
  return [
    name,
    ...['委会', '居委会', '村委会', '居民委员会', '村民委员会', '社区居委会', '村'].map((end) => name + end),
  ]
}

/** A cell that names the unit above as well: 月塘街道 东湖社区, 月塘街道/东湖社区. */
export const splitPlace = (text: string): { readonly above: string | null; readonly name: string } => {
  const parts = text
    .normalize('NFKC')
    .split(/[\s/›>·、-]+/)
    .filter(Boolean)
  return { above: parts.length > 1 ? (parts.at(-2) ?? null) : null, name: parts.at(-1) ?? '' }
}

/** What the user names made from the pinyin of a name begin with. Names without pinyin become user. */
export const stemOf = (pinyin: string): string => {
  const letters = pinyin
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 30)
  return letters.length >= 3 ? letters : `${letters}user`
}

/** A user name from the pinyin of a name, free among those taken: shenzhiqiu, shenzhiqiu2. */
export const userNameFrom = (pinyin: string, isTaken: (name: string) => boolean): string => {
  const stem = stemOf(pinyin)
  for (let next = 1; ; next += 1) {
    const name = next === 1 ? stem : `${stem}${next}`
    if (!isTaken(name)) return name
  }
}

/** Whether a text can stand as somebody's telephone. */
export const isPhone = (text: string): boolean => /^[0-9][0-9 -]{2,19}$/.test(text)
