import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { LocalDate } from '#platform/clock/time.ts'
import { useNow } from '../now.ts'
import { useSay } from '../preferences.ts'
import { Calendar } from './Calendar.tsx'
import type { FieldProps } from './Combobox.tsx'
import { type Bounds, type Read, readDay, readMoment } from './dates.ts'
import { usePress } from './usePress.ts'
import { uiWords } from './words.ts'

type Props = FieldProps &
  Bounds & {
    /** `YYYY-MM-DD`, or what was typed and cannot be read: it is kept, not dropped. */
    readonly value: string
    readonly onChange: (value: string) => void
  }

/** A day, always shown as 2026-11-21 whatever the browser's language: typed in any usual way, or picked from the calendar. */
export const DateField = ({ min, max, ...props }: Props): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  return (
    <Dated
      {...props}
      min={min}
      max={max}
      placeholder={say(uiWords.daySample)}
      shown={props.value}
      read={(text) => readDay(text, today, { min, max })}
      onPick={props.onChange}
    />
  )
}

/** A day with a time; `value` is a wall clock in Asia/Shanghai, `YYYY-MM-DDTHH:mm`. A day without a time keeps the time that stood. */
export const MomentField = ({ min, max, ...props }: Props): ReactNode => {
  const say = useSay()
  const now = useNow()
  const time = /T(\d{2}:\d{2})/.exec(props.value)?.[1] ?? now.wall().slice(11)
  return (
    <Dated
      {...props}
      min={min}
      max={max}
      placeholder={say(uiWords.momentSample)}
      shown={props.value.replace('T', ' ')}
      read={(text) => readMoment(text, now.today, time, { min, max })}
      onPick={(day) => props.onChange(`${day}T${time}`)}
    />
  )
}

const Dated = ({
  value,
  shown,
  placeholder,
  min,
  max,
  read,
  onChange,
  onPick,
  ...field
}: Props & {
  readonly shown: string
  readonly placeholder: string
  readonly read: (text: string) => Read
  readonly onPick: (day: LocalDate) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const { today } = useNow()
  // Null while nobody types: what stands in the field is then the value.
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const press = usePress()
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const standing = value.trim() === '' ? null : read(value)
  const faulted = field['aria-invalid'] === true || field['aria-invalid'] === 'true'
  // A form that found the fault says it in its own place.
  const wrong = typed === null && !press.lasts && standing && !standing.ok && !faulted ? say(standing.why) : null
  const settle = (): void => {
    if (typed === null) return
    setTyped(null)
    const text = typed.trim()
    const result = text === '' ? null : read(text)
    const next = result?.ok ? result.value : text
    if (next !== value) onChange(next)
  }
  const shut = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div
      className="date"
      ref={box}
      onBlur={(event) => {
        if (open && !box.current?.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <input
        {...field}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="field"
        placeholder={placeholder}
        value={typed ?? shown}
        aria-invalid={wrong !== null || faulted}
        aria-describedby={[wrong ? `${id}w` : '', field['aria-describedby'] ?? ''].join(' ').trim() || undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          press.leave()
          settle()
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') settle()
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            settle()
            setOpen(true)
          }
        }}
      />
      <button
        ref={button}
        type="button"
        className="date-open"
        aria-label={say(uiWords.calendar)}
        aria-expanded={open}
        aria-haspopup="dialog"
        disabled={field.disabled ?? false}
        // A press takes no focus from the box it stands in, so that the panel is not shut and opened again.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          settle()
          setOpen(!open)
        }}
      >
        <svg viewBox="0 0 24 24" width="1.35em" height="1.35em" fill="none" stroke="currentColor" aria-hidden="true">
          <path
            strokeWidth="1.7"
            d="M4.500 5.500h15v14h-15zM4.500 10h15M8.500 3.500v4M15.500 3.500v4M8 13.500h2M14 13.500h2M8 16.500h2"
          />
        </svg>
      </button>
      {open && (
        <Beneath>
          <Calendar
            chosen={standing?.ok ? standing.value.slice(0, 10) : ''}
            today={today}
            min={min}
            max={max}
            onShut={shut}
            onPick={(day) => {
              setTyped(null)
              onPick(day)
              shut()
            }}
          />
        </Beneath>
      )}
      {wrong && (
        <p id={`${id}w`} className="date-problem">
          {wrong}
        </p>
      )}
    </div>
  )
}

/** Keeps what opens under a field on the screen. */
const Beneath = ({ children }: { children: ReactNode }): ReactNode => {
  const panel = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState(0)
  useLayoutEffect(() => {
    const place = panel.current?.getBoundingClientRect()
    if (place) setLeft(Math.min(0, document.documentElement.clientWidth - 8 - place.right))
  }, [])
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={panel} className="date-panel" style={{ left }}>
      {children}
    </div>
  )
}
