import type { Language } from '#platform/text/label.ts'
import { alarms } from '../../contract.ts'
import type { DecidedFile } from '../file.ts'
import { remarks } from '../../words.ts'

/** A comment to be put into a document: what it is about, in offsets of the text as read, and what it says. */
export type Remark = { readonly from: number; readonly to: number; readonly words: string }

/** What is worth a comment: what must be looked at, and as a note what was cut short; what fits or follows from others is not. */
const told: readonly string[] = [...alarms, 'match-truncated']

// A comment on half a page points nowhere: beyond this many characters it stands at the number itself.
const longest = 60

/** The comments of a checked file, in the order of its text. */
export const remarksOf = ({ lines }: Pick<DecidedFile, 'lines'>, language: Language): Remark[] =>
  lines
    .filter(({ verdict, start, end }) => told.includes(verdict) && end > start)
    .map((line) => ({ ...rangeOf(line), words: wordsOf(line, language) }))
    .sort((one, other) => one.from - other.from)

const rangeOf = ({ start, end, mark }: DecidedFile['lines'][number]): Pick<Remark, 'from' | 'to'> =>
  end - start > longest && mark.end > mark.start ? { from: mark.start, to: mark.end } : { from: start, to: end }

const wordsOf = (
  { explanation, decision: { state, reason } }: DecidedFile['lines'][number],
  language: Language,
): string => {
  if (state === 'dismissed')
    return remarks.right[language].replace('{reason}', () => reason?.trim() || remarks.noReason[language])
  return explanation[language] + (state === 'accepted' ? remarks.mistake[language] : '')
}
