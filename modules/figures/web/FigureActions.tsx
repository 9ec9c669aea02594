import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { usePreferences, useSay } from '#web/preferences.ts'
import { Reason } from '#web/ui/Reason.tsx'
import type { Figure } from '../contract.ts'
import { mayBeSaid, whyNotLeave } from '../rules.ts'
import { savePicture } from './picture.ts'
import type { Caption } from './picture-lines.ts'
import { words } from './words.ts'

/** What every figure offers: its records, a sentence for a message, a picture marked as internal. */
export const FigureActions = ({
  figure,
  caption,
  recordsTo,
}: {
  figure: Figure
  caption: Caption
  recordsTo?: string | null
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const refused = whyNotLeave(figure)
  const sentence = figure.sentence[language]
  const copy = (): void => {
    // Old browsers and pages without HTTPS have no clipboard; the sentence is then shown for copying by hand.
    const done = window.navigator.clipboard?.writeText(sentence) ?? Promise.reject(new Error('no clipboard'))
    done.then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    )
  }
  return (
    <div className="figures-actions">
      {recordsTo && figure.why === null && <Link to={recordsTo}>{say(words.records)}</Link>}
      {mayBeSaid(figure) && (
        <Button type="link" size="small" onClick={copy}>
          {say(copied === 'yes' ? words.copied : words.copy)}
        </Button>
      )}
      {refused === null && (
        <Button type="link" size="small" onClick={() => savePicture(figure, caption, language)}>
          {say(words.picture)}
        </Button>
      )}
      {refused !== null && figure.sensitive && <Reason>{say(refused)}</Reason>}
      {copied === 'failed' && (
        <p role="status">
          {say(words.notCopied)} <span className="figures-sentence">{sentence}</span>
        </p>
      )}
      {copied === 'yes' && (
        <span role="status" className="only-heard">
          {say(words.copied)}
        </span>
      )}
    </div>
  )
}
