import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import type { DeskAnswers, DeskView } from '../shapes.ts'
import { FieldSelect } from './FieldSelect.tsx'
import { words } from './words.ts'

/** Every column of the file with what it is taken for and why; each can be said to be another, or left out. */
export const Columns = ({
  desk,
  busy,
  onAnswer,
}: {
  desk: DeskView
  busy: boolean
  onAnswer: (answers: DeskAnswers) => void
}): ReactNode => {
  const say = useSay()
  const firstOf = ({ letters, target }: DeskView['places'][number]): string | undefined => {
    const first = target === null ? undefined : desk.places.find((place) => place.target === target)
    return first && first.letters !== letters ? first.heading : undefined
  }
  return (
    <details className="sheet">
      <summary>{say(words.columns, { n: desk.places.length })}</summary>
      <table className="exchange-columns">
        <thead>
          <tr>
            {[words.column, words.heading, words.taken, words.how].map((title) => (
              <th key={title.en} scope="col">
                {say(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {desk.places.map((place) => (
            <tr key={place.letters}>
              <td>{place.letters}</td>
              <th scope="row">{place.heading}</th>
              <td>
                <FieldSelect
                  label={say(words.askColumn, { heading: place.heading })}
                  fields={desk.fields}
                  disabled={busy}
                  value={place.target ?? ''}
                  onChange={(target) => onAnswer({ columns: { [place.key]: target } })}
                />
              </td>
              <td className="exchange-quiet">
                {say(words[`how.${place.how}`])}
                {firstOf(place) && (
                  <span className="exchange-joins">{say(words.joins, { heading: firstOf(place) ?? '' })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
