import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import { type PhrasePlace, shippedKey, shippedPhrases } from '#modules/office/define.ts'
import { longestPhrase } from '#modules/office/rules/phrases.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { keys, usePhrases } from './data.ts'
import { words } from './words.ts'
import './office.css'

/** So many chips stand open; the rest behind 〔更多〕, so that a phone keeps its button in reach. */
const openMost = 4

/** The phrases of a field as chips, and 〔存为常用语〕 for what was written. A phrase replaces a phrase; what she typed herself stays before it. */
export const PhraseChips = ({
  place,
  value,
  onChange,
}: {
  place: PhrasePlace
  value: string
  onChange: (value: string) => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const found = usePhrases()
  const [all, setAll] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // What comes with the product is there before, and without, an answer.
  const phrases =
    found.data?.filter((one) => one.place === place) ??
    shippedPhrases[place].map((text, index) => ({ key: shippedKey(place, index), text }))
  const typed = value.trim()
  const known = phrases.some((one) => say(one.text) === typed)
  const take = (key: string, text: string): void => {
    setSaved(false)
    onChange(typed === '' || known ? text : `${typed}${text}`)
    // Counting is for the order only: whether it succeeds is nobody's concern.
    void call(officeContract.usePhrase, { body: { key } }).catch(() => undefined)
  }
  const keep = (): void => {
    setError(null)
    call(officeContract.savePhrase, { params: { id: newId() }, body: { place, text: typed } }).then(() => {
      setSaved(true)
      return client.invalidateQueries({ queryKey: keys.phrases })
    }, setError)
  }
  return (
    <div className="phrases">
      <div className="phrase-row" role="group" aria-label={say(words.takePhrase)}>
        {phrases.slice(0, all ? undefined : openMost).map((phrase) => {
          const text = say(phrase.text)
          return (
            <Button
              key={phrase.key}
              className="phrase"
              type={typed === text ? 'primary' : 'default'}
              ghost={typed === text}
              onClick={() => take(phrase.key, text)}
            >
              {text}
            </Button>
          )
        })}
        {phrases.length > openMost && !all && (
          <Button type="link" onClick={() => setAll(true)}>
            {say(words.morePhrases)}
          </Button>
        )}
      </div>
      {typed.length >= 2 && typed.length <= longestPhrase && !known && found.data && (
        <div>
          <Button type="link" className="phrase-keep" onClick={keep}>
            {say(words.savePhrase)}
          </Button>
        </div>
      )}
      <p role="status" className={saved ? 'phrase-saved' : 'only-heard'}>
        {saved && say(words.phraseSaved)}
      </p>
      <ProblemAlert error={error} />
    </div>
  )
}
