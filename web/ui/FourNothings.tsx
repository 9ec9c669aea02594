import type { ReactNode } from 'react'
import type { Label } from '#platform/text/label.ts'
import { type Say, useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

/** A figure, or one of the nothings that must never stand for one another (experience section 3, 12). */
export type Quantity = number | 'missing' | 'hidden' | 'failed'

/** What is printed and what it means: 0 零报告, — 未报, <5 已隐去, 暂时算不出来. A plain number means itself. */
export const quantityText = (value: Quantity, say: Say): { readonly shown: string; readonly means: Label | null } => {
  if (value === 'missing') return { shown: '—', means: uiWords.missing }
  if (value === 'hidden') return { shown: '<5', means: uiWords.hidden }
  if (value === 'failed' || !Number.isFinite(value)) return { shown: say(uiWords.failed), means: null }
  return { shown: value.toLocaleString('en-US'), means: value === 0 ? uiWords.zero : null }
}

/** Shows a figure or which kind of nothing it is; the meaning is there for ears too. */
export const FourNothings = ({ value }: { value: Quantity }): ReactNode => {
  const say = useSay()
  const { shown, means } = quantityText(value, say)
  if (!means) return <span className={typeof value === 'number' ? 'figure' : 'figure figure-none'}>{shown}</span>
  return (
    <span className={value === 0 ? 'figure' : 'figure figure-none'} title={say(means)}>
      <span aria-hidden="true">{shown}</span>
      <span className="only-heard">{value === 0 ? `0 (${say(means)})` : say(means)}</span>
    </span>
  )
}
