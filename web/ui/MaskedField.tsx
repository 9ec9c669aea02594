import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { revealReasons } from '#catalogue/codes/common.ts'
import { usePreferences, useSay } from '../preferences.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { Sidebar } from './Sidebar.tsx'
import { uiWords } from './words.ts'

/** How long one revealed field stays in clear, in seconds (domain/11 section 2). */
export const revealSeconds = 60

/** A masked value with 〔查看完整〕: asks why (1–8), shows it for a minute, hides it again; the server writes the view down. */
export const MaskedField = ({
  label,
  masked,
  shown = (text) => text,
  onReveal,
}: {
  /** What the field is called, for the button that many fields share. */
  label: string
  masked: string
  /** How the value stands on screen, masked and in clear. */
  shown?: (text: string) => ReactNode
  /** Absent when the post may not reveal. `words` is the use in own words, asked for with 其他. */
  onReveal?: (reason: string, words: string | undefined) => Promise<string>
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [clear, setClear] = useState<string | null>(null)
  const [left, setLeft] = useState(0)
  const [own, setOwn] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    if (clear === null) return
    const timer = window.setTimeout(() => (left <= 1 ? setClear(null) : setLeft(left - 1)), 1000)
    return () => window.clearTimeout(timer)
  }, [clear, left])

  const reveal = (reason: string, words?: string): void => {
    setBusy(true)
    setError(null)
    onReveal?.(reason, words)
      .then((value) => {
        setClear(value)
        setLeft(revealSeconds)
        setAsking(false)
        setOwn(null)
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  if (clear !== null) {
    return (
      <span className="masked">
        <strong>{shown(clear)}</strong>
        <Button size="small" type="text" onClick={() => setClear(null)}>
          {say(uiWords.hide)}
        </Button>
        <span className="masked-left">{say(uiWords.revealHides, { n: left })}</span>
      </span>
    )
  }
  return (
    <span className="masked">
      <span>{shown(masked)}</span>
      {onReveal && (
        <Button size="small" aria-label={say(uiWords.revealOf, { field: label })} onClick={() => setAsking(true)}>
          {say(uiWords.reveal)}
        </Button>
      )}
      <Sidebar open={asking} title={say(uiWords.revealOf, { field: label })} onClose={() => setAsking(false)}>
        <p>{say(uiWords.revealWhy)}</p>
        {own === null ? (
          <div className="reveal-reasons">
            {revealReasons.rows.map((row) => (
              <Button
                key={row.code}
                block
                disabled={busy}
                onClick={() => (row.flags?.includes('text') ? setOwn('') : reveal(row.code))}
              >
                {row[language]}
              </Button>
            ))}
          </div>
        ) : (
          <div className="stack">
            <label htmlFor={id}>{say(uiWords.revealWords)}</label>
            <Input id={id} autoFocus maxLength={200} value={own} onChange={(event) => setOwn(event.target.value)} />
            <Button
              type="primary"
              loading={busy}
              disabled={own.trim().length < 2}
              onClick={() => reveal('8', own.trim())}
            >
              {say(uiWords.revealNow)}
            </Button>
          </div>
        )}
        <ProblemAlert error={error} />
      </Sidebar>
    </span>
  )
}
