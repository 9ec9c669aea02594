import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from './check.ts'
import { linesOf } from '../lines.ts'

const verdicts = (text: string): readonly string[] =>
  linesOf(text, check(text)).map(({ kind, verdict, computed }) => `${kind} ${verdict} ${computed}`)

const report =
  '上半年,全县妇联系统共接待来信来访240件,办结228件,办结率95%。其中婚姻家庭132件,占55%;人身权益48件,占20%;劳动权益36件,占15%;其他24件,占10%。全县受理量比上年同期的200件增长20%。'

test.each([
  ['共接待来访80件,办结76件,办结率95%。', 'ratio match 95'],
  ['共接待来访80件,办结76件,办结率93%。', 'ratio mismatch 95'],
  ['共有会员306人,其中甲组156人,乙组36人,丙组114人。', 'sum match 306'],
  ['共有会员306人,其中甲组156人,乙组36人,丙组144人。', 'sum mismatch 336'],
  ['参加检查3200人,其中查出患者83人,占2.59%。', 'ratio match 2.59'],
  ['今年举办培训班36期,比上年的30期增长20%。', 'growth match 20'],
  ['今年举办培训班36期,比上年的30期增长25%。', 'growth mismatch 20'],
  ['在校女生47人,同比增长11%。', 'growth unattainable 42.34'],
  ['为56户家庭每户发放800元,共发放44800元。', 'sum match 44800'],
  ['接待来访63件,办结61件,办结率达%。', 'missing-value lost 96.83'],
  // The number of them stands sentences before, or the months of a year make it.
  ['季节性务工7420人。常年务工2110人。季节性务工妇女年人均增收3500元,合计增收2597万元。', 'sum match 2597'],
  ['在岗妇女人均月收入2350元,一年收入2.82万元。', 'sum match 2.82'],
  ['种植脐橙1.8万亩,平均亩产1450公斤,总产26100吨。', 'sum match 26100'],
  // Items that follow one another, number by number.
  [
    '出生5310人,男孩2760人。其中,一孩3120人,其中男1612人;二孩1890人,其中男984人;多孩300人,其中男164人。',
    'sum match 2760',
  ],
  ['共接来电1335通,剔除无声电话131通,有效来电1204通。', 'difference match 131'],
  ['判决准予离婚312件,判决不准离婚427件,调解离婚580件。以判决方式结案的739件。', 'sum match 739'],
  ['三县合计1210笔。全市发放2034笔,其余8个县区824笔。', 'difference match 824'],
  ['户均收入15,280元,比全县平均的10,900元高4,380元。', 'difference match 4380'],
  ['主席平均年龄42.6岁,比换届前的45.9岁下降3.3岁。', 'difference match 3.3'],
  ['调撤率63.27%,高出全市(51.4%)11.9个百分点。', 'difference match 11.87'],
  ['约38.6万人,在全市农村已婚妇女128.7万人中占三成。', 'ratio match 29.99'],
  ['有效问卷1480份。选择外出安全的1110人次、孩子教育的962人次,选择率分别为75.0%和65.0%。', 'ratio match 65'],
  ['甲县148份;乙县112份;丙区96份;丁区80份。甲县、乙县、丙区三地共356份。', 'sum match 356'],
  ['贷款1160.2亿元,惠及80万户;贷款比上年多151.3亿元,增长15.0%。', 'growth match 15'],
  // How much of a task was done.
  ['培训3024人,每期144人。年初下达培训任务2400人,完成任务的126%。', 'ratio match 126'],
  ['发放贷款4.24亿元,比上年增长12%,完成下达任务4亿元的106%。', 'ratio match 106'],
  // Amounts for each of several kinds, and of every month.
  ['小学82名,每人400元,初中65名,每人600元,合计7.18万元。', 'sum match 7.18'],
  ['100个集体每个奖励2000元,850名个人每人奖励5000元,两项合计445万元。', 'sum match 445'],
  ['未任职的3名,由财政按每人每月600元补贴,全年2.16万元。', 'sum match 2.16'],
  // The k-th of one list is of the k-th of another.
  [
    '三年分别受理1520件、1360件、1150件,其中家暴依次为190件、170件、161件,占比分别为12.5%、12.5%和14.0%。',
    'ratio match 14',
  ],
  [
    '共受理信访624件,其中来访287件,占46.0%;来信43件,占6.9%;来电294件,占47.1%。\n农村妇女投诉451件,占信访总量的七成以上。',
    'ratio match 72.28',
  ],
  ['总额12846.3万元,约1.28亿元。', 'duplicate match 1.28'],
])('%s: %s', (text, line) => expect(verdicts(text)).toContain(line))

test.each([
  '力争全年办结率达到95%,培训妇女3000人次。',
  '开通12338热线,3月8日开展“三八”活动,地址人民路110号。',
  '共发放资料2000余份,其中手册900多份、折页1200余份。',
  '培训党员46人、35岁以下的71人、大专以上的88人。',
])('nothing is alarmed in: %s', (text) => {
  expect(verdicts(text).filter((line) => /mismatch|unattainable|lost/.test(line))).toEqual([])
})

test('a sound report raises no alarm, and one altered digit is told at what depends on it', () => {
  const alarms = (text: string): readonly string[] =>
    verdicts(text).filter((line) => /mismatch|unattainable/.test(line))
  expect(alarms(report)).toEqual([])
  expect(alarms(report.replace('36件', '39件'))).toEqual(['sum mismatch 243', 'ratio mismatch 16.25'])
})

const glossed = (text: string, at: readonly number[]): string =>
  [...text]
    .map((character, index) =>
      at.includes(index) && /[\u4e00-\u9fff]/.test(character) ? `${character}(jiā)` : character,
    )
    .join('')

test('pinyin that a converter left behind characters changes no verdict', () => {
  const known = verdicts(report)
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(report.length), { maxLength: 20 }), (at) => {
      expect(verdicts(glossed(report, at))).toEqual(known)
    }),
  )
})

test('places are those of the original', () => {
  const [line] = linesOf(glossed(report, [3, 4, 5]), check(glossed(report, [3, 4, 5])))
  expect(glossed(report, [3, 4, 5]).slice(line?.start, line?.end)).toBe(line?.quote)
})
