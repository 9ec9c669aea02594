import { shortNumbers } from '#modules/people/rules/phone.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { DateWay } from '../tabular/values.ts'
import type { Column } from './columns.ts'
import type { Way } from './groups.ts'
import type { Value } from './read.ts'

/** What can be read and is hardly meant; somebody says whether it is right, and what she typed herself is not doubted. */
export type Doubt = { readonly reason: Label; readonly ways: readonly Way[] }

/** Years before those of its column from which a day is doubted. */
const farBack = 10

/** Whether a value of the file is to be asked about. Births and what happened to her may lie long ago. */
export const doubtOf = (column: Column, value: Value, { usual }: DateWay = {}): Doubt | null => {
  const text = String(value)
  if (column.type === 'phone' && shortNumbers.includes(text))
    return {
      ways: ['asIs', 'empty'],
      reason: label(
        `${text} 是公用的热线号码,不是哪个人的。请核对,改成本人的电话或留空;没写错就照这样导。`,
        `${text} is a public hotline, nobody’s own number. Check it: put the person’s own or leave it empty, or take it as it stands.`,
      ),
    }
  const year = Number(text.slice(0, 4))
  if (column.type !== 'date' || column.key.includes('.') || usual === undefined || year > usual - farBack) return null
  return {
    ways: ['asIs'],
    reason: label(
      `是 ${year} 年的,这一列大多在 ${usual} 年前后。请核对后改正;没写错就照这样导。`,
      `It is of ${year}, while most of this column are of about ${usual}. Check and correct it, or take it as it stands.`,
    ),
  }
}
