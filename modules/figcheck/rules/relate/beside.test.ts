import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['产妇1426人,住院分娩率91.23%,住院分娩1301人。', '1301/1426=91.23'],
  ['县、乡两级配备女干部的班子比例为95%。20个班子中,配有女干部的19个。', '19/20=95'],
  ['调解室由12个镇向全区16个镇推开,覆盖率由75%上升。', '12/16=75'],
  ['体检8.2万人,完成市里任务8万人的102.5%。', '8.2/8=102.5'],
  ['死亡率为9.52‰。全县活产37720人,推算死亡359人。', '359/37720=9.52'],
] as const)('the two counts of a share stand beside it: %s', (text, line) => expect(saidOf(text)).toContain(line))

test('what the words make wrong is not made right by a number beside it', () => {
  expect(saidOf('接待来访80件,办结76件,办结率93.0%。信件43件,电话40件。')).not.toContain('40/43=93')
})
