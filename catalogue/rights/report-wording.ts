import { type BoundFigure, type Facts, type Run, say } from '#modules/reports/define.ts'

/** Unit of counting of a petition in a text. */
export const items = '件'

/** Runs joined by a mark, with a full stop at the end; nothing when there are none. */
export const listed = (parts: readonly (readonly Run[])[], mark: string, end = '。'): readonly Run[] =>
  parts.flatMap((part, place) => [...part, place === parts.length - 1 ? end : mark])

/** Whether a figure has a number for this reader. */
export const visible = (figure: BoundFigure): boolean => figure.why === null

/** `，占43.33%`, or nothing where a share cannot be given. */
export const shareRuns = (facts: Facts, part: BoundFigure, whole: BoundFigure): readonly Run[] => {
  const share = facts.share(part, whole)
  return visible(share) ? ['，占', say(share)] : []
}

/** Whether the period is still running: then only its whole months are compared. */
export const isRunning = (facts: Facts): boolean => facts.span?.key !== facts.period.key

/** `处理率为96.67%（58/60件）。`; without a base it says so instead of a percentage. */
export const rateRuns = (name: string, rate: BoundFigure): readonly Run[] => {
  if (rate.why === 'noBase') return []
  const operands = ['over', 'under'].map((role) => {
    const all = rate.operands.filter((one) => one.role === role)
    const some = all.filter(({ n }) => n !== 0)
    // A part of the denominator that is nought is left out of the sentence; the list has it.
    return some.length > 0 ? some : all.slice(0, 1)
  })
  const n = (place: number): Run[] =>
    (operands[place] ?? []).flatMap((one, at) => [
      ...(at > 0 ? ['＋'] : []),
      { text: String(one.n ?? '—'), figure: one.figure },
    ])
  if (rate.why === 'smallBase') return [`${name}为`, ...n(0), '/', ...n(1), '（基数不足十，不算百分比）。']
  return [
    `${name}为`,
    say(rate),
    '（',
    ...n(0),
    '/',
    ...((operands[1]?.length ?? 0) > 1 ? ['（', ...n(1), '）'] : n(1)),
    items,
    '）。',
  ]
}
