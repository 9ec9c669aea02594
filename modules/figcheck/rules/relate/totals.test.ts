import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['现有行政村172个、社区24个,妇联组织196个。', '172+24=196'],
  ['救助儿童128人186.2万元、妇女97人136.4万元,合计225人322.6万元。', '186.2+136.4=322.6'],
  [
    '初中生173.6万人,女生82.6万人;高中生82.4万人,女生40.2万人;大学生65.1万人,女生34.0万人。三类在校女生合计156.8万人。',
    '82.6+40.2+34=156.8',
  ],
  ['收回有效问卷1020份。已婚887人,占87.0%;未婚133人,占13.0%。知道热线的743人,不知道的277人。', '743+277=1020'],
] as const)('numbers that together make another: %s', (text, line) => expect(saidOf(text)).toContain(line))

test('two small numbers that happen to make a third are no sum', () => {
  expect(saidOf('举办讲座5场、展览7场,座谈12场。')).toEqual([])
})
