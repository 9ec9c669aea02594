import { label } from '#platform/text/label.ts'
import type { CodeOf } from './define.ts'
import { codeHas, defineCodes, findCode } from './define.ts'
import { labour } from './petition-classes/labour.ts'
import { marriage } from './petition-classes/marriage.ts'
import { person } from './petition-classes/person.ts'
import { property } from './petition-classes/property.ts'
import { education, other, political } from './petition-classes/society.ts'

/**
 * The classes of petitions, two levels (domain/01 §13; the numbers are the product's own). Flags:
 * `protect` nothing is sent before 告知方式 is set · `child` the one wronged is a child · `restricted` 限定知悉 by default.
 */
export const petitionClasses = defineCodes({
  list: 'petition-classes',
  label: label('类别', 'Class'),
  source: 'domain/01 §13',
  rows: [...marriage, ...person, ...property, ...labour, ...political, ...education, ...other],
  // What returns count as complaints of violence at home (domain/10 §4, balance of FL-01 and FL-03).
  sums: [
    {
      zh: '家庭暴力(合计)',
      en: 'Domestic violence, all classes',
      synonyms: ['家暴', '家庭暴力'],
      codes: ['0101', '0102', '0103', '0104', '0105'],
    },
  ],
})

/** A code of the petition classes, first or second level. */
export type PetitionClass = CodeOf<typeof petitionClasses>

/** Whether no letter or message may be made before 告知方式 is set: classes 0101–0106 and 02xx, and those that concern a child. */
export const classNeedsNotifyMode = (code: string): boolean =>
  codeHas(petitionClasses, code, 'protect') || codeHas(petitionClasses, code, 'child')

/** Whether small counts of a class are hidden (domain/10 section 6): violence, sexual offences, children; what the list marks in any way. */
export const classIsSensitive = (code: string): boolean => (findCode(petitionClasses, code)?.flags?.length ?? 0) > 0

/** Whether a matter of this class is 限定知悉 from its registration (domain/01 §14, experience §3.7). */
export const classIsRestricted = (code: string): boolean => codeHas(petitionClasses, code, 'restricted')

/** The first-level class of a code: `0101` → `01`. */
export const classHead = (code: string): string => code.slice(0, 2)
