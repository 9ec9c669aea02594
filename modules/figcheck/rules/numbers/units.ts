// What stands behind a number and says what is counted. Longer ones come first where one begins another (人次 before 人).

/** Families of units: numbers of different families are never added up or compared. */
export type UnitFamily =
  | 'person' | 'turn' | 'household' | 'matter' | 'thing' | 'event' | 'body' | 'money' | 'area' | 'length' | 'weight'
  | 'duration' | 'age' | 'percent' | 'point' | 'times' | 'place' // prettier-ignore

const families: Readonly<Record<UnitFamily, readonly string[]>> = {
  person: ['人', '名', '位', '口'],
  turn: ['人次', '户次', '件次', '车次', '批次'],
  household: ['户', '个家庭'],
  matter: ['件', '起', '宗', '例', '桩', '通'],
  thing: [
    '条', '份', '本', '册', '套', '张', '幅', '篇', '块', '面', '台', '部', '辆', '架', '只', '头', '羽', '棵', '株', '把', '箱',
    '袋', '枚', '副', '盏', '床', '幢', '栋', '封', '字', '版', '双', '瓶', '桶', '眼', '根', '笔', '帧', '尾', '窝', '盒', '束',
  ],
  event: ['场次', '场', '次', '期', '届', '班次', '班', '批', '轮', '堂', '讲', '节', '课时', '学时', '集', '回', '站'],
  body: ['个', '家', '所', '处', '间', '座', '支', '组', '队', '对', '项', '门', '类', '种', '级', '大', '方'],
  money: ['元', '美元', '港元', '块钱'],
  area: ['平方公里', '平方千米', '平方米', '公顷', '亩', '㎡'],
  length: ['公里', '千米', '厘米', '米', '华里'],
  weight: ['公斤', '千克', '斤', '吨', '克', '立方米'],
  duration: ['个月', '年', '天', '小时', '分钟', '周', '学年', '学期', '个工作日', '个季度', '日', '秒'],
  age: ['周岁', '岁'],
  percent: ['%', '‰', '‱'],
  point: ['个百分点', '百分点', '个千分点', '千分点', '个十万分点', '个万分点', '个点'],
  times: ['倍'],
  place: ['个村', '个社区', '村', '社区', '乡镇', '街道', '镇', '乡', '县', '区', '市', '省'],
} // prettier-ignore

const known = new Map<string, UnitFamily>()
for (const [family, units] of Object.entries(families) as [UnitFamily, readonly string[]][])
  for (const unit of units) if (!known.has(unit)) known.set(unit, family)

const longest = Math.max(...[...known.keys()].map((unit) => unit.length))

/** The unit that stands at `at`, or null; 个村 reads as 个, so that what is counted stays in the label. */
export const unitAt = (text: string, at: number): { readonly unit: string; readonly family: UnitFamily } | null => {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
    const unit = text.slice(at, at + length)
    const family = known.get(unit)
    if (!family) continue
    if (family === 'place' && unit.startsWith('个')) return { unit: '个', family: 'body' }
    return { unit, family }
  }
  return null
}

// 名 and 人, 件 and 起 are two words for one count; 份 and 条, 场 and 期, 人 and 人次 are not.
const interchangeable: readonly UnitFamily[] = ['person', 'matter', 'age']

/** Whether two numbers with these units can count the same kind of thing. */
export const alike = (one: string, other: string): boolean => {
  if (one === other) return true
  const family = known.get(one)
  return family !== undefined && family === known.get(other) && interchangeable.includes(family)
}
