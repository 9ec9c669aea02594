import type { CaseKind } from '#modules/cases/define.ts'
import { type Period, parsePeriod, shiftMonth } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { BoundFigure } from '../define.ts'

/** Measure and months (`YYYY-MM`, both included) whose postings a figure counts; of an opening stock those before the period. */
export const spanOf = (
  figure: Pick<BoundFigure, 'measure' | 'type' | 'period'>,
): { readonly measure: string; readonly from: string; readonly to: string } => {
  const period = periodOf(figure.period)
  const [from, to] = [period.from.slice(0, 7), period.to.slice(0, 7)]
  const opening = figure.measure.replace('.opening.', '.')
  if (opening !== figure.measure) return { measure: opening, from: '', to: shiftMonth(from, -1) }
  // A stock is what has come in and not gone out since the beginning.
  return { measure: figure.measure, from: figure.type === 'stock' ? '' : from, to }
}

/** Whether a figure is counted itself, and not worked out of others. */
export const isCounted = (figure: Pick<BoundFigure, 'type'>): boolean =>
  figure.type === 'count' || figure.type === 'stock' || figure.type === 'due'

/** How a figure is defined, from the catalogue's declaration of its measure (domain/10 section 5 for ratios). */
export const definitionOf = (kind: CaseKind, figure: Pick<BoundFigure, 'measure' | 'type'>): Label => {
  if (figure.type === 'share') return label('部分÷整体(K24)', 'part ÷ whole (K24)')
  if (figure.type === 'change')
    return label(
      '(本期−基期)÷基期(K25);比率之差为百分点',
      '(now − base) ÷ base (K25); of rates the difference in points',
    )
  const [, ...rest] = figure.measure.split('.')
  const opening = rest[0] === 'opening'
  const spec = kind.measures[rest.at(-1) ?? '']
  if (!spec) return label('', '')
  switch (spec.type) {
    case 'count': {
      const on = typeof spec.on === 'string' ? [spec.on] : spec.on
      const steps = on.map((key) =>
        key === 'open' ? label('登记', 'registered') : (kind.transitions[key]?.label ?? label(key, key)),
      )
      const of = spec.of === 'persons' ? label('按人数', 'by persons') : label('每件计一次', 'each once')
      return label(
        `${steps.map(({ zh }) => zh).join('、')},${of.zh}`,
        `${steps.map(({ en }) => en).join(', ')}; ${of.en}`,
      )
    }
    case 'stock':
      return opening ? label('期初时点数', 'standing at the start') : label('期末时点数', 'standing at the end')
    case 'due': {
      const clock = kind.clocks[spec.clock]?.label ?? label(spec.clock, spec.clock)
      return spec.met
        ? label(`${clock.zh}期限在本期届满且按期办到`, `${clock.en}: the limit ended in the period and was kept`)
        : label(
            `${clock.zh}期限在本期届满,逾期未办的也在内`,
            `${clock.en}: the limit ended in the period, unfinished ones included`,
          )
    }
    case 'ratio': {
      const name = (key: string): Label => {
        const bare = key.replace('opening.', '')
        const of = kind.measures[bare]?.label ?? label(bare, bare)
        return bare === key ? of : label(`期初${of.zh}`, `opening ${of.en}`)
      }
      const under = spec.under.map(name)
      return label(
        `${name(spec.over).zh}÷${joined(under.map(({ zh }) => zh))}${spec.code ? `(${spec.code})` : ''}`,
        `${name(spec.over).en} ÷ ${joined(under.map(({ en }) => en))}${spec.code ? ` (${spec.code})` : ''}`,
      )
    }
  }
}

const joined = (names: readonly string[]): string => (names.length > 1 ? `(${names.join('+')})` : (names[0] ?? ''))

/** A period that was read before, so it can be read again. */
export const periodOf = (key: string): Period => {
  const read = parsePeriod(key)
  if (!read.ok) throw new Error(`${key} is no period`)
  return read.value
}
