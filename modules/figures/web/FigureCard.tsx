import { type ReactNode, useId, useState } from 'react'
import { Link } from 'react-router'
import { useSay } from '#web/preferences.ts'
import { useHouse } from '#web/shell/Banners.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import type { Figure } from '../contract.ts'
import { smallestBase, withheldLabels } from '../define.ts'
import { againstLabels, comparedWith, countText, percentText } from '../rules.ts'
import { FigureActions } from './FigureActions.tsx'
import type { Caption } from './picture-lines.ts'
import { words } from './words.ts'

/** The number itself, large; a rate below a base of ten shows its operands instead, a missing number which kind of nothing it is. */
const shown = (figure: Figure, say: ReturnType<typeof useSay>): string => {
  if (figure.why !== null) return say(withheldLabels[figure.why])
  if (figure.over === null || figure.under === null) return countText(figure.n ?? 0)
  if (figure.under === 0) return '—'
  return figure.value === null ? `${figure.over}/${figure.under}` : percentText(figure.value)
}

/** A big number with unit, operands, last period and last year, each operand leading to its records. */
export const FigureCard = ({
  figure,
  caption,
  recordsTo,
}: {
  figure: Figure
  caption: Caption
  recordsTo: (measure: string) => string
}): ReactNode => {
  const say = useSay()
  const id = useId()
  // A phone offers the number first; what else can be done with it is one tap away.
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const link = figure.why === null ? recordsTo(figure.measure) : null
  const { operands } = figure
  // Of a city half made every comparison is wrong: the banner says that the figures still grow.
  const making = useHouse().data?.making ?? false
  const [first] = making ? [] : figure.compared
  const compared = making ? [] : comparedWith(figure.compared)
  // Of a running period its whole months are compared: which ones, and what they come to, stands above.
  const part = first && first.of.key !== figure.period ? first : null
  return (
    <li className="figures-card">
      <h3>{say(figure.label)}</h3>
      <div className="figures-number">
        {link ? <Link to={link}>{shown(figure, say)}</Link> : <span className="figure-none">{shown(figure, say)}</span>}
        {figure.type !== 'ratio' && figure.why === null && <span className="figures-unit"> {say(figure.unit)}</span>}
        {narrow && (
          <button
            type="button"
            className="figures-more"
            aria-expanded={open}
            aria-controls={id}
            aria-label={say(words.more, { name: say(figure.label) })}
            onClick={() => setOpen(!open)}
          >
            <span aria-hidden="true">⋯</span>
          </button>
        )}
      </div>
      {operands && figure.why === null && (
        <p className="figures-operands">
          <Link to={recordsTo(operands.over.measure)}>
            {say(operands.over.label)} {countText(operands.over.n ?? 0)}
          </Link>
          {' ÷ '}
          {operands.under.map((one, at) => (
            <span key={one.measure}>
              {at > 0 && ' + '}
              <Link to={recordsTo(one.measure)}>
                {say(one.label)} {countText(one.n ?? 0)}
              </Link>
            </span>
          ))}{' '}
          {say(figure.unit)}
          {figure.value === null && (figure.under ?? 0) > 0 && <span className="quiet"> (&lt;{smallestBase})</span>}
        </p>
      )}
      <dl className="figures-compared">
        {part && (
          <div>
            <dt>{say(part.of.label)}</dt>
            <dd>{say(part.nowText)}</dd>
          </div>
        )}
        {compared.map(({ against, period, baseText, changeText }) => (
          <div key={against}>
            <dt>
              {say(againstLabels[against])} <span className="only-heard">{say(period.label)}</span>
            </dt>
            <dd>
              {say(baseText)} · {say(changeText)}
            </dd>
          </div>
        ))}
      </dl>
      <div id={id} className="figures-offers">
        {(open || !narrow) && <FigureActions figure={figure} caption={caption} recordsTo={link} />}
      </div>
    </li>
  )
}
