import { Button } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import type { CheckedLine } from '../contract.ts'
import { verdictLabels } from '../words.ts'
import { isAlarm, keyOf } from './compare.ts'
import { decide, type Doc } from './store.ts'
import { words } from './words.ts'

const atOnce = 100

/** The lines of one kind, each with its arithmetic and what can be decided of it. */
export const Found = ({
  doc,
  lines,
  at,
  asking,
  none,
  onAt,
  onAsk,
}: {
  doc: Doc
  lines: readonly CheckedLine[]
  at: string | null
  asking: string | null
  none: string
  onAt: (key: string) => void
  onAsk: (key: string | null) => void
}): ReactNode => {
  const say = useSay()
  const [most, setMost] = useState(atOnce)
  if (lines.length === 0) return <p>{none}</p>
  return (
    <>
      <ol className="figcheck-list">
        {lines.slice(0, most).map((line, place) => (
          <Item
            // One statement may stand twice with the same numbers.
            key={`${keyOf(line)}${place}`}
            doc={doc}
            line={line}
            on={keyOf(line) === at}
            asking={keyOf(line) === asking}
            onAt={() => onAt(keyOf(line))}
            onAsk={onAsk}
          />
        ))}
      </ol>
      {lines.length > most && (
        <Button onClick={() => setMost(most + atOnce)}>{say(words.more, { n: lines.length - most })}</Button>
      )}
    </>
  )
}

const Item = ({
  doc,
  line,
  on,
  asking,
  onAt,
  onAsk,
}: {
  doc: Doc
  line: CheckedLine
  on: boolean
  asking: boolean
  onAt: () => void
  onAsk: (key: string | null) => void
}): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const key = keyOf(line)
  const decision = doc.decisions.get(key)
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (on) item.current?.scrollIntoView({ block: 'nearest' })
  }, [on])
  const settle = (state: 'accepted' | 'dismissed', reason: string | null): void => {
    decide(doc.id, key, { start: line.start, end: line.end, kind: line.kind, state, reason })
    onAsk(null)
  }
  return (
    <li ref={item} className={`figcheck-item ${on ? 'figcheck-on' : ''}`}>
      <button type="button" className="figcheck-go" aria-current={on} onClick={onAt}>
        <span className={`figcheck-verdict figcheck-${isAlarm(line) && !decision ? 'alarm' : 'calm'}`}>
          {say(verdictLabels[line.verdict])}
        </span>
        <span className="figcheck-line">{say(line.explanation)}</span>
        <span className="figcheck-quote">{quoteOf(line)}</span>
      </button>
      {on && narrow && (
        <Button
          className="figcheck-show"
          onClick={() => document.querySelector('.figcheck-mark-on')?.scrollIntoView({ block: 'center' })}
        >
          {say(words.show)}
        </Button>
      )}
      {isAlarm(line) && !decision && !asking && (
        <div className="figcheck-buttons">
          <Button onClick={() => settle('accepted', null)}>{say(words.accept)}</Button>
          <Button onClick={() => onAsk(key)}>{say(words.dismiss)}</Button>
        </div>
      )}
      {asking && <Why onKeep={(reason) => settle('dismissed', reason)} onCancel={() => onAsk(null)} />}
      {decision && (
        <div className="figcheck-buttons">
          <span>
            {decision.state === 'accepted'
              ? say(words.accepted)
              : say(words.dismissed, { reason: decision.reason ?? '' })}
          </span>
          <Button size="small" onClick={() => decide(doc.id, key, null)}>
            {say(words.takeBack)}
          </Button>
        </div>
      )}
    </li>
  )
}

const longest = 120

const quoteOf = ({ quote }: CheckedLine): string => {
  const plain = quote.replace(/\s+/g, ' ')
  return plain.length <= longest ? plain : `${plain.slice(0, longest / 2)} … ${plain.slice(-longest / 2)}`
}

const Why = ({ onKeep, onCancel }: { onKeep: (reason: string) => void; onCancel: () => void }): ReactNode => {
  const say = useSay()
  const id = useId()
  const [reason, setReason] = useState('')
  return (
    <div className="stack">
      <label htmlFor={id}>{say(words.why)}</label>
      <div className="figcheck-buttons">
        {words.reasons.map((one) => (
          <Button key={one.zh} size="small" onClick={() => onKeep(say(one))}>
            {say(one)}
          </Button>
        ))}
      </div>
      <input
        id={id}
        className="field"
        maxLength={200}
        autoFocus
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && reason.trim()) onKeep(reason.trim())
          if (event.key === 'Escape') onCancel()
        }}
      />
      <div className="figcheck-buttons">
        <Button
          type="primary"
          disabled={reason.trim() === ''}
          aria-describedby={`${id}note`}
          onClick={() => onKeep(reason.trim())}
        >
          {say(words.keep)}
        </Button>
        <Button onClick={onCancel}>{say(words.cancel)}</Button>
      </div>
      <p id={`${id}note`} className="figcheck-keys">
        {say(words.whyNote)}
      </p>
    </div>
  )
}
