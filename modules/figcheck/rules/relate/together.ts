import { contained } from '../meaning/likeness.ts'
import type { Figure } from '../meaning/figures.ts'
import { isChange } from './is-change.ts'
import { rates } from './rates.ts'
import { alike } from '../numbers/units.ts'
import { amount, isCount, ofOne, type Reading, type Relation } from './relation.ts'
import { shareName } from './share-words.ts'

const both = /以上|以下|以内|两项|三项|两者|二者|三者|合计|共|和|与|及|、/
const reach = 8

/** The share of several numbers of a list together: 满意161条、基本满意9条,满意率98.3% · 调解711件,撤诉402件,调撤率60.95% · 国家级24篇、省级93篇,省级以上占三成. */
export const sharesTogether = (reading: Reading, open: readonly Figure[], fitting: readonly Relation[]): Relation[] =>
  open.flatMap((stated): Relation[] => {
    if (stated.family !== 'percent' || stated.planned || isChange(stated)) return []
    const before = countsBefore(reading, stated)
    const name = shareName(stated)
    const [best] = [...groupsOf(before), ...firstOf(before, stated)]
      .filter((group) => isFirst(stated) || areMeant(group, name, stated))
      .flatMap((group) =>
        [...before, ...wholesBeside(fitting, group)]
          .filter((whole) => gives(group, whole, stated))
          .map((whole) => ({ group, whole, far: farOf(group, whole, stated) })),
      )
      .slice()
      .sort((one, other) => one.far - other.far)
    return best
      ? [
          {
            kind: 'ratio',
            formula: 'shareOfSum',
            operands: [...best.group, best.whole],
            stated,
            rule: 'together',
            sure: 0.6,
          },
        ]
      : []
  })

// 小学及以下731人,占44%;初中748人,占45% … 初中及以下接近九成: what each is a share of both are.
const wholesBeside = (fitting: readonly Relation[], group: readonly Figure[]): readonly Figure[] => [
  ...new Set(
    fitting.flatMap(({ formula, operands: [part, whole] }) =>
      formula === 'share' && part && whole && group.includes(part) ? [whole] : [],
    ),
  ),
]

const countsBefore = ({ figures, sentences }: Reading, stated: Figure): Figure[] =>
  figures
    .slice(Math.max(0, stated.index - (isFirst(stated) ? 2 * reach : reach)), stated.index)
    .filter(
      (one) =>
        isCount(one) &&
        !isChange(one) &&
        !one.planned &&
        one.hedge === null &&
        sentences[one.sentence]?.paragraph === sentences[stated.sentence]?.paragraph,
    )

// Two or three numbers of one unit that follow one another.
const groupsOf = (list: readonly Figure[]): (readonly Figure[])[] =>
  list.flatMap((first, at) =>
    [2, 3]
      .map((length) => list.slice(at, at + length))
      .filter((group, add) => group.length === add + 2 && group.every(({ unit }) => alike(unit, first.unit))),
  )

const first = /前([两二三四五])(?:组|位|项|类|名|种|个[\u3400-\u9fff]{0,3}|大[\u3400-\u9fff]{0,3})[^,;。\d]{0,8}$/
const isFirst = ({ clause }: Figure): boolean => first.test(clause)

// 早产8例、先天异常6例、窒息5例、肺炎4例,前三位占70.4%: the first ones of the list.
const firstOf = (before: readonly Figure[], stated: Figure): (readonly Figure[])[] => {
  const count = '二三四五'.indexOf((first.exec(stated.clause)?.[1] ?? '').replace('两', '二')) + 2
  if (count < 2 || !isFirst(stated)) return []
  return before
    .map((_, at) => before.slice(at, at + count))
    .filter((group) => group.length === count && group.every(({ unit }) => alike(unit, group[0]?.unit ?? '')))
}

// Each is called by the name of the rate (调撤率), is a part of such a rate, or the words say that they are several.
const areMeant = (group: readonly Figure[], name: string, stated: Figure): boolean => {
  const known = rates.find((one) => one.name.test(stated.lead))
  const isPart = ({ lead, trail }: Figure): boolean => known?.part.test(lead + trail) ?? false
  const isNamed = ({ core }: Figure): boolean =>
    [...name.replace(/率$/, '')].some((character) => core.includes(character))
  return (
    group.every(isPart) ||
    (name.endsWith('率') && group.every(isNamed)) ||
    (both.test(stated.lead) && group.some(({ core }) => core !== '' && contained(core, stated.lead) >= 0.6))
  )
}

const gives = (group: readonly Figure[], whole: Figure, stated: Figure): boolean => {
  if (group.includes(whole) || amount(whole) <= 0) return false
  const share = (group.reduce((sum, one) => sum + amount(one), 0) / amount(whole)) * ofOne(stated.unit)
  if (share > ofOne(stated.unit)) return false
  if (stated.hedge !== null) return share >= stated.low && share <= stated.high
  return Math.abs(share - stated.value) <= 10 ** -stated.decimals / 2 + 1e-9
}

const farOf = (group: readonly Figure[], whole: Figure, stated: Figure): number =>
  stated.index - (group.at(-1)?.index ?? 0) + Math.abs(stated.index - whole.index) * 0.5 + group.length * 0.1
