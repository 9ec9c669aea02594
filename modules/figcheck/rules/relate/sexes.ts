import { lastOf } from '../meaning/last.ts'
import type { Figure } from '../meaning/figures.ts'
import { alike } from '../numbers/units.ts'
import { amount, isCount, type Reading, type Relation } from './relation.ts'

const reach = 12

/** Males for a hundred females: 男婴324人,女婴304人,出生人口性别比为106.58. */
export const sexRatios = ({ figures, sentences }: Reading): Relation[] =>
  figures.flatMap((stated): Relation[] => {
    if (!/性别比(?:例)?(?:约|已)?(?:为|是|达|:)?$/.test(stated.lead) || stated.unit !== '' || stated.planned) return []
    const near = figures
      .slice(Math.max(0, stated.index - reach), stated.index)
      .filter((one) => isCount(one) && sentences[one.sentence]?.paragraph === sentences[stated.sentence]?.paragraph)
    const male = lastOf(near, (one) => isOf(one, '男', '女'))
    const female = male && lastOf(near, (one) => isOf(one, '女', '男') && alike(one.unit, male.unit))
    return male && female && amount(female) > 0
      ? [{ kind: 'ratio', formula: 'share', operands: [male, female], stated, rule: 'sexes', sure: 0.6 }]
      : []
  })

const isOf = ({ lead }: Figure, sex: string, other: string): boolean => lead.includes(sex) && !lead.includes(other)
