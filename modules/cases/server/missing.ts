import { label, type Label } from '#platform/text/label.ts'
import type { CaseKind, PersonFact } from '../define.ts'
import { type Missing, missingOf } from '../rules/missing.ts'
import type { Engine } from './engine.ts'
import { type Matter, mustSetNotify } from './matter.ts'

/** What the law wants of a matter and nobody noted yet (待补). */
export const missingIn = (
  kind: CaseKind,
  { head, data, parties }: Pick<Matter, 'data' | 'parties'> & { readonly head: HeadFacts },
): readonly Missing[] =>
  missingOf(kind.wants, {
    category: head.category,
    notifyMode: head.notify_mode,
    mustSetNotify: mustSetNotify(kind, { category: head.category, flags: head.flags, data }),
    parties,
    data,
  })

type HeadFacts = Pick<Matter['head'], 'category' | 'notify_mode' | 'flags'>

const facts: Readonly<Record<PersonFact, Label>> = {
  sex: label('性别', 'sex'),
  age: label('年龄', 'age'),
  contact: label('住址或电话', 'address or phone'),
  marital: label('婚姻状况', 'marital status'),
}

/** The list in words. */
export const missingWords = (engine: Engine, kind: CaseKind, missing: readonly Missing[]): Label[] =>
  missing.map((one) => {
    const [sort, name = ''] = one.split('.')
    if (sort === 'party') return kind.parties[name]?.label ?? label(name, name)
    if (sort === 'person') return facts[name as PersonFact]
    if (sort === 'data') return kind.labels[name]?.label ?? label(name, name)
    return sort === 'category'
      ? (engine.catalogue.codes[kind.categories]?.label ?? label('类别', 'Class'))
      : label('告知方式', 'How to tell her')
  })
