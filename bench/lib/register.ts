import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { between, chance, pick, rng } from '#db/seed/people/rng.ts'
import { addDays } from '#platform/clock/time.ts'

/** The headings of a register like that of Hongjiang. */
export const headings = [
  '来源编号',
  '收件日期',
  '渠道',
  '姓名',
  '性别',
  '年龄',
  '电话',
  '身份证号',
  '住址',
  '婚姻状况',
  '人数',
  '目的',
  '问题分类',
  '主要事实和诉求',
  '处理方式',
  '受理日期',
  '办结日期',
  '处理意见',
  '答复日期',
  '备注',
] as const

/** Its rows over ten years; the persons are invented. */
export function* registerRows(count: number): Generator<readonly string[]> {
  const next = rng(7)
  const classes = ['0101', '0113', '0121', '0414', '0302', '0703', '0705', '0706', '0299'] as const
  for (let index = 1; index <= count; index++) {
    const received = addDays('2014-01-02', between(next, 0, 3_600))
    const matter = pick(next, classes)
    const person = makePerson(next, { on: received, division: '431281' })
    const accepted = chance(next, 0.6)
    const closed = addDays(received, between(next, 1, 50))
    yield [
      `B-${index}`,
      received,
      pick(next, ['来信', '来访', '来电']),
      person.name,
      person.sex === '2' ? '女' : '男',
      '',
      person.phone,
      chance(next, 0.3) ? person.idNumber : '',
      `${pick(next, ['黔城镇', '安江镇', '托口镇'])}${between(next, 1, 14)}组`,
      pick(next, ['已婚', '离婚', '未婚']),
      '1',
      pick(next, ['求助', '申诉求决']),
      matter,
      makeNarrative(next, matter).replaceAll(',', '，'),
      accepted ? '受理' : pick(next, ['转介', '当场答复', '告知另行提出']),
      accepted ? received : '',
      closed,
      accepted ? pick(next, ['支持', '解释说明']) : '',
      closed,
      '当面告知',
    ]
  }
}

/** The same with every twentieth row wrong: a day that is none, a telephone too short, an unreadable number of persons, no name. */
export function* faultyRows(count: number): Generator<readonly string[]> {
  const wrong = [
    [1, '2019-02-30'],
    [6, '138000'],
    [10, '好几个'],
    [3, ''],
  ] as const
  let at = 0
  for (const row of registerRows(count)) {
    const [column, text] = wrong[(at / 20) % wrong.length] ?? [-1, '']
    yield row.map((cell, place) => (place === column ? text : cell))
    at += 1
  }
}
