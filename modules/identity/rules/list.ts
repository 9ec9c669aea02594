import { checkPhone } from '#modules/people/rules/phone.ts'
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

// 月塘街道妇联主席 says where she is chair; 副主席 is another post.
const chair = /^(.*?(社区|街道|[镇乡村区县市州省]))?(?:村委会|居委会)?(?:妇联)?(?:执委)?主席$/
const chairs: Readonly<Record<string, Role>> = { 社区: 'village', 村: 'village', 街道: 'town', 镇: 'town', 乡: 'town' }

/** Which role a cell means; chairs of any level are told apart by what they are called, else by the unit. Null when none. */
export const roleNamed = (text: string, level: string | null): Role | null => {
  const wanted = plain(text)
    .toLowerCase()
    .replace(/^[a-z]+(?=\p{Script=Han})/u, '')
  const known = roleNames.find(([name]) => name === wanted)?.[1]
  if (known && known !== 'leader') return known
  const called = chair.exec(wanted)
  if (called?.[2]) return chairs[called[2]] ?? 'leader'
  if (known === 'leader' || called) return level === 'V' ? 'village' : level === 'T' ? 'town' : 'leader'
  return null
}

/** The roles whose names share two signs in a row with a word that is none of them, in the order of the list. */
export const rolesLike = (text: string): readonly Role[] => {
  const wanted = plain(text)
  const pairs = [...wanted].slice(1).map((sign, at) => `${[...wanted][at]}${sign}`)
  return askedRoles.filter((role) => pairs.some((pair) => plain(roles[role].label.zh).includes(pair)))
}

/** Whether a cell names a deputy: a post of her own, which a list cannot open because it carries her own title. */
export const isDeputy = (text: string): boolean => /副(?:主席|主任|会长|部长|科长)/.test(plain(text))

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
  // Written together as well, 月塘街道文化路社区; 社区 and 园区 end no unit that has others below.
  const parts = text
    .normalize('NFKC')
    .split(/[\s/›>·、-]+|(?<=街道|镇|乡|县|市|(?<![社园小])区)(?=\p{Script=Han}{2})/u)
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

/** Why a text cannot stand as a colleague's telephone, or null: a number within the house or without area code may. */
export const whyNotPhone = (text: string): Label | null => {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (/^\d{3,8}$/.test(digits)) return null
  const checked = checkPhone(text)
  return checked.ok ? null : checked.reason
}

/** Whether a row adds up those above it: 合计 stands in a cell of its own, also behind an empty running number. */
export const isSum = (cells: readonly string[]): boolean =>
  cells.slice(0, 3).some((text) => /^(合计|总计|小计|共计|累计)([:(\d].*)?$/.test(plain(text)))

const kindOfUnit = /(社区)?(居民委员会|村民委员会|居委会|村委会|委会)$|(社区|街道|村|镇|乡|区|县|市)$/

/** The characters that tell one unit from another; what kind of committee it is tells nothing. */
export const tellingOf = (name: string): readonly string[] => [
  ...new Set(name.replace(kindOfUnit, '').replace(kindOfUnit, '')),
]

const sortOf = (name: string): string => {
  if (/社区|居民?委/.test(name)) return '社区'
  if (/村民?委会?|村民委员会/.test(name)) return '村'
  return /(街道|[村镇乡区县市])$/.exec(name)?.[1] ?? ''
}

/** The units most like a name that is none of theirs, best first. */
export const nearest = <T extends { readonly name: string; readonly above: string | null }>(
  typed: string,
  units: readonly T[],
): readonly T[] => {
  const { above, name } = splitPlace(typed)
  const telling = tellingOf(name)
  const likeness = (unit: T): number => {
    const own = tellingOf(unit.name)
    const shared = telling.filter((character) => own.includes(character)).length
    const least = Math.max(telling.length, own.length) / 2
    // One sign of two tells little: 石湾村 is not like 钻石街道.
    if (shared < least || (shared === least && sortOf(name) !== sortOf(unit.name))) return 0
    return shared + (above !== null && unit.above === above ? 1 : 0)
  }
  return units
    .map((unit) => ({ unit, likeness: likeness(unit) }))
    .filter((one) => one.likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || a.unit.name.length - b.unit.name.length)
    .slice(0, 3)
    .map(({ unit }) => unit)
}
