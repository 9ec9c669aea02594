import type { Language } from '#platform/text/label.ts'
import type { Figure } from '../contract.ts'
import { againstLabels, cellText } from '../rules.ts'
import { words } from './words.ts'

/** What stands on a picture of a figure beside the figure itself. */
export type Caption = {
  readonly place: string
  readonly kind: string
  readonly period: string
  readonly time: string
}

// Of a running period its whole months are compared: they stand above, or the change would not follow from the numbers.
const comparedPart = ({ compared: [first], period }: Figure, language: Language): string[] =>
  first && first.of.key !== period ? [`${first.of.label[language]} ${first.nowText[language]}`] : []

/** Lines of a picture, top to bottom: unit and kind, the figure, its operands, what it is compared with, time. */
export const linesOf = (
  figure: Figure,
  caption: Caption,
  language: Language,
): { title: string; name: string; value: string; notes: string[]; foot: string; mark: string } => ({
  title: `${caption.place} · ${caption.kind}${figure.cut ? ` · ${figure.cut[language]}` : ''}`,
  name: `${caption.period} · ${figure.label[language]}`,
  value: cellText(figure, figure.unit)[language],
  notes: [
    ...comparedPart(figure, language),
    ...figure.compared.map(
      ({ against, period, baseText, changeText }) =>
        `${againstLabels[against][language]}(${period.label[language]}) ${baseText[language]},${changeText[language]}`,
    ),
  ],
  foot: words.asOf[language].replace('{time}', caption.time),
  mark: words.internal[language],
})
