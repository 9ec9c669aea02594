import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

/** One thing that can be chosen; `note` stands smaller beside it; options with the same `group` stand under one heading. */
export type Option = {
  readonly key: string
  readonly text: string
  readonly note?: string
  readonly group?: string
  readonly level?: 1 | 2
}

/** What antd's Form.Item hands to a control, so that the label, the error and the field belong together. */
export type FieldProps = {
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: boolean | 'true' | 'false'
  readonly 'aria-required'?: boolean | 'true' | 'false'
  readonly disabled?: boolean
}

type Props = FieldProps & {
  /** What stands in the field while nothing is typed. */
  readonly chosen: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly Option[]
  readonly onPick: (key: string) => void
  readonly onClear?: () => void
  readonly placeholder?: string
  readonly busy?: boolean
  /** Said when there is nothing to choose from; null keeps the list shut. */
  readonly none: string | null
  readonly className?: string
}

type Placed = { readonly option: Option; readonly place: number }
type Run = { readonly group: string | undefined; readonly placed: readonly Placed[] }

const grouped = (options: readonly Option[]): readonly Run[] => {
  const runs: { group: string | undefined; placed: Placed[] }[] = []
  options.forEach((option, place) => {
    const last = runs.at(-1)
    if (last && last.group === option.group) last.placed.push({ option, place })
    else runs.push({ group: option.group, placed: [{ option, place }] })
  })
  return runs
}

/** A field to type in and choose from a list: ↓ ↑ Enter Esc Home End, a finger, or a mouse (ARIA combobox pattern). */
export const Combobox = ({
  chosen,
  query,
  onQuery,
  options,
  onPick,
  onClear,
  placeholder,
  busy = false,
  none,
  className = '',
  ...field
}: Props): ReactNode => {
  const say = useSay()
  const own = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState({ query: '', place: -1 })
  // Enter before the answer is there opens it when it comes, unless something else is typed meanwhile.
  const [entered, setEntered] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const listId = `${own}list`
  const optionId = (place: number): string => `${own}o${place}`
  // No row is marked before ↓ or the mouse marks one, so that the first ↓ stands on the first row; typing begins again.
  const active = at.query === query ? Math.min(at.place, options.length - 1) : -1
  const setActive = (place: number): void => setAt({ query, place })
  const shown = open && (options.length > 0 || (none !== null && !busy))

  useEffect(() => {
    if (!shown) return
    // The whole list first, so that neither it nor the field hides below the screen or behind a bar that stays.
    document.getElementById(`${own}list`)?.scrollIntoView({ block: 'nearest' })
    document.getElementById(`${own}o${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [own, active, shown, options.length])

  const close = (): void => {
    setOpen(false)
    setActive(-1)
    setEntered(null)
    onQuery('')
  }
  const pick = (option: Option | undefined): void => {
    if (!option) return
    onPick(option.key)
    close()
  }
  const first = entered !== null && entered === query && !busy ? options[0] : undefined
  useEffect(() => {
    if (first) pick(first)
    // Once for an answer: what is picked shuts the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [first?.key])
  const move = (event: KeyboardEvent, place: number): void => {
    event.preventDefault()
    setOpen(true)
    setActive(Math.max(0, Math.min(options.length - 1, place)))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(event, active + 1)
    else if (event.key === 'ArrowUp') move(event, active - 1)
    else if (event.key === 'Home' && open) move(event, 0)
    else if (event.key === 'End' && open) move(event, options.length - 1)
    else if (event.key === 'Enter' && busy && active < 0 && query.trim()) {
      event.preventDefault()
      setEntered(query)
    } else if (event.key === 'Enter' && shown && options.length > 0) {
      event.preventDefault()
      // What was typed takes its best match.
      pick(options[active < 0 && query ? 0 : active])
    } else if (event.key === 'Escape' && (open || query)) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
  return (
    <div className={`combo ${className}`}>
      <input
        {...field}
        ref={input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={listId}
        {...(shown && active >= 0 ? { 'aria-activedescendant': optionId(active) } : {})}
        className="field"
        placeholder={chosen || (placeholder ?? say(uiWords.pick))}
        value={open || query ? query : chosen}
        onChange={(event) => {
          onQuery(event.target.value)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={close}
      />
      {onClear && chosen && !open && !field.disabled && (
        <button
          type="button"
          className="combo-clear"
          aria-label={`${say(uiWords.clear)} ${chosen}`}
          onClick={() => {
            onClear()
            input.current?.focus()
          }}
        >
          ×
        </button>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={placeholder ?? say(uiWords.pick)}
        className="combo-list"
        hidden={!shown}
        onMouseDown={(event) => event.preventDefault()}
      >
        {grouped(options).map((run) => {
          const items = run.placed.map(({ option, place }) => (
            <div
              key={option.key}
              id={optionId(place)}
              role="option"
              aria-selected={place === active}
              className={`combo-option ${option.level === 2 ? 'combo-second' : ''}`}
              onClick={() => pick(option)}
              onMouseMove={() => setActive(place)}
            >
              <span>{option.text}</span>
              {option.note && <span className="combo-note">{option.note}</span>}
            </div>
          ))
          if (run.group === undefined) return items
          return (
            <div key={run.group} role="group" aria-label={run.group}>
              {run.placed[0]?.option.level !== 1 && (
                <div className="combo-group" aria-hidden="true">
                  {run.group}
                </div>
              )}
              {items}
            </div>
          )
        })}
        {options.length === 0 && none && (
          <div role="option" aria-selected="false" aria-disabled="true" className="combo-none">
            {none}
          </div>
        )}
      </div>
      <span className="only-heard" role="status">
        {shown && options.length > 0 ? say(uiWords.matches, { n: options.length }) : ''}
      </span>
    </div>
  )
}
