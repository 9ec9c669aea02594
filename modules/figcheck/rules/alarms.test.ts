import { expect, test } from 'vitest'
import { linesOf } from '../lines.ts'
import { check } from './check.ts'

// What is told of little reports with one wrong number, and that nothing is told of those that look wrong and are not.

const alarmsIn = (text: string): readonly string[] =>
  linesOf(text, check(text))
    .filter(({ verdict }) => ['mismatch', 'unattainable', 'lost'].includes(verdict))
    .map(({ verdict, stated, computed }) => `${verdict} ${stated} ${computed}`)

test.each([
  // A list that misses a total before it as one altered digit does.
  ['全市共有留守老人23418人,占老年人口的31.2%。\n(三)健康状况。能自理的15206人,半自理的6128人,不能自理的2104人。', 'mismatch 23418 23438'],
  ['上半年全省热线共受理7264件。\n(一)婚姻家庭类3812件。\n(二)劳动权益类1645件。\n(三)财产权益类1106件。\n(四)其他类601件。', 'mismatch 7264 7164'],
  // Parts whose shares make 100 %.
  ['项目资金64万元,省级补助38.4万元,占60%,市级配套27.1万元,占40%。', 'mismatch 64 65.5'],
  ['换届后共有主席215名,其中大专以上128名,占59.5%;35岁以下61名,占28.4%;新任97名,连任119名。', 'mismatch 215 216'],
  // One thing said twice.
  ['全市妇联系统共受理信访27936件次。\n问题与不足:五年累计仍达27396件次。', 'mismatch 27396 27936'],
  ['五年来培训农村妇女3.57万人次。\n从培训农村妇女3.75万人次到发放贷款,都有大家的心血。', 'mismatch 3.75 3.57'],
  // A share that calls its whole by its name, and is of another.
  ['问卷有效样本1240份。其中已婚964人,占77.7%;未婚276人,占22.3%。与公婆同住的186人,占已婚妇女的15%。', 'mismatch 15 19.29'],
  // Both values of a change are printed.
  ['发放告诫书420份,同比增长16.7%,2021年350份;回访家庭88户。', 'mismatch 16.7 20'],
  ['贷款从2018年的640万元增加到2022年的1920万元,是2018年的3倍,增长了3倍。', 'mismatch 3 2'],
  // A part that exceeds its whole.
  ['培育带头人252名,其中吸纳5人以上就业的259名。', 'mismatch 252 259'],
])('%s: %s', (text, alarm) => expect(alarmsIn(text)).toContain(alarm)) // prettier-ignore

test.each([
  // Other years, and other numbers with the same digits.
  '2021年接待来访12845件次。2022年接待来访12854件次。',
  // More than forty times.
  '合作社由最初的31家发展到1320家,增长了40倍还多。',
  // A list that overlaps.
  '患有慢性病的486人,占38.2%,其中关节病231人、胃病166人、高血压158人(部分人有两种以上疾病)。',
])('nothing is told of: %s', (text) => expect(alarmsIn(text)).toEqual([]))
