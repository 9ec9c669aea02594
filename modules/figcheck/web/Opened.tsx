import { Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { useShortcut } from '#web/ui/shortcuts.ts'
import { type CheckedText, verdicts } from '../contract.ts'
import { verdictLabels } from '../words.ts'
import { Cleaned } from './Cleaned.tsx'
import { isAlarm, keyOf } from './compare.ts'
import { Earlier } from './Earlier.tsx'
import { Exports } from './Exports.tsx'
import { Found } from './Found.tsx'
import { gravity } from './marks.ts'
import { MarkedText } from './MarkedText.tsx'
import { Versions } from './Versions.tsx'
import { bring, decide, type Doc, setEarlier, show, undo, useTable } from './store.ts'
import { words } from './words.ts'

/** One text that was checked: its marks, what was found by gravity, what was decided. */
export const Opened = ({ doc, checked }: { doc: Doc; checked: CheckedText }): ReactNode => {
  const say = useSay()
  const { past } = useTable()
  const next = useRef<HTMLInputElement>(null)
  const last = useRef<HTMLInputElement>(null)
  const alarms = checked.lines.filter(isAlarm)
  const [shown, setShown] = useState<string>(alarms.length > 0 ? 'alarms' : 'match')
  const [at, setAt] = useState<string | null>(null)
  const [asking, setAsking] = useState<string | null>(null)
  const listed = checked.lines
    .filter((line) => (shown === 'alarms' ? isAlarm(line) : line.verdict === shown))
    .slice()
    .sort((one, other) => gravity(one) - gravity(other) || one.start - other.start)
  const place = listed.findIndex((line) => keyOf(line) === at)
  const go = (to: number): void => {
    const line = listed[Math.max(0, Math.min(listed.length - 1, to))]
    if (line) setAt(keyOf(line))
  }
  const current = listed[place]
  useShortcut('j', () => go(place + 1))
  useShortcut('k', () => go(place - 1))
  useShortcut('u', undo)
  useShortcut('a', () => {
    if (current && isAlarm(current))
      decide(doc.id, keyOf(current), {
        start: current.start,
        end: current.end,
        kind: current.kind,
        state: 'accepted',
        reason: null,
      })
  })
  useShortcut('d', () => current && isAlarm(current) && setAsking(keyOf(current)))
  const counts = verdicts.map((verdict) => ({
    verdict,
    n: checked.lines.filter((line) => line.verdict === verdict).length,
  }))
  const chosen = (key: string): void => {
    const line = checked.lines.find((one) => keyOf(one) === key)
    if (line && !listed.includes(line)) setShown(isAlarm(line) ? 'alarms' : line.verdict)
    setAt(key)
  }
  return (
    <Page
      title={doc.name}
      actions={
        <>
          <Button onClick={() => show(null)}>{say(words.back)}</Button>
          <Button onClick={() => next.current?.click()}>{say(words.mend)}</Button>
          {doc.earlier ? (
            <Button onClick={() => setEarlier(doc.id, null)} title={doc.earlier.name}>
              {say(words.earlierAway)}
            </Button>
          ) : (
            <Button onClick={() => last.current?.click()}>{say(words.earlier)}</Button>
          )}
          {past.length > 0 && <Button onClick={undo}>{say(words.undo)}</Button>}
          <input
            ref={next}
            type="file"
            hidden
            accept=".docx,.doc,.wps,.pdf,.txt,.md"
            aria-label={say(words.mend)}
            onChange={({ target }) => {
              if (target.files?.[0]) bring([target.files[0]], doc.id)
              target.value = ''
            }}
          />
          <input
            ref={last}
            type="file"
            hidden
            accept=".docx,.doc,.wps,.pdf,.txt,.md"
            aria-label={say(words.earlier)}
            onChange={({ target }) => {
              if (target.files?.[0]) setEarlier(doc.id, target.files[0])
              target.value = ''
            }}
          />
        </>
      }
    >
      <Earlier doc={doc} checked={checked} />
      <Versions doc={doc} onShow={chosen} />
      <div className="figcheck">
        <Sheet title={say(words.list)} className="figcheck-found">
          <div className="figcheck-tabs" role="group" aria-label={say(words.list)}>
            <Tab
              on={shown === 'alarms'}
              text={say(words.toLook, { n: alarms.length })}
              onPress={() => setShown('alarms')}
              alarm={alarms.length > 0}
            />
            {counts
              .filter(({ verdict, n }) => n > 0 && !['mismatch', 'unattainable', 'lost'].includes(verdict))
              .map(({ verdict, n }) => (
                <Tab
                  key={verdict}
                  on={shown === verdict}
                  text={`${say(verdictLabels[verdict])} ${n}`}
                  onPress={() => setShown(verdict)}
                />
              ))}
          </div>
          <Found
            doc={doc}
            lines={listed}
            at={at}
            asking={asking}
            none={
              checked.lines.length === 0
                ? say(words.nothing)
                : shown === 'alarms'
                  ? say(words.allFit, { n: counts.find(({ verdict }) => verdict === 'match')?.n ?? 0 })
                  : say(words.none)
            }
            onAt={setAt}
            onAsk={setAsking}
          />
          <p className="figcheck-keys figcheck-keyboard">{say(words.keys)}</p>
        </Sheet>
        <Sheet title={say(words.text)} className="figcheck-text">
          <MarkedText text={checked.text} lines={checked.lines} decisions={doc.decisions} at={at} onAt={chosen} />
        </Sheet>
      </div>
      <Exports doc={doc} />
      <Cleaned changes={checked.changes} />
    </Page>
  )
}

const Tab = ({
  on,
  text,
  alarm = false,
  onPress,
}: {
  on: boolean
  text: string
  alarm?: boolean
  onPress: () => void
}): ReactNode => (
  <Button type={on ? 'primary' : 'default'} danger={alarm && !on} aria-pressed={on} onClick={onPress}>
    {text}
  </Button>
)
