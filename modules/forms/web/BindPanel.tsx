import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { CodePicker, type PickRow } from '#web/ui/CodePicker.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import type { Fill } from '../contract.ts'
import {
  figureShows,
  figureShowsLabels,
  formWordLabels,
  formWords,
  listColumnLabels,
  listColumns,
  mostClasses,
} from '../define.ts'
import { useChoices, useCodeRows } from './data.ts'
import { words } from './words.ts'

type What = Fill['what']
const whats: readonly What[] = ['figure', 'word', 'column']
const whatWords = { figure: words.figure, word: words.word, column: words.list } as const

/** Says what one cell holds. */
export const BindPanel = ({
  cell,
  fill,
  onSet,
  onClose,
}: {
  cell: string | null
  fill: Fill | null
  /** Null takes the binding away. */
  onSet: (fill: Fill | null) => void
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  return (
    <Sidebar open={cell !== null} title={cell ? say(words.cell, { cell }) : ''} onClose={onClose}>
      {cell !== null && <Form key={cell} fill={fill} onSet={onSet} />}
    </Sidebar>
  )
}

const Form = ({ fill, onSet }: { fill: Fill | null; onSet: (fill: Fill | null) => void }): ReactNode => {
  const say = useSay()
  const id = useId()
  const { measures, kinds } = useChoices()
  const [what, setWhat] = useState<What>(fill?.what ?? 'figure')
  const figure = fill?.what === 'figure' ? fill : null
  const list = fill?.what === 'column' ? fill : null
  const [kindKey, setKind] = useState(figure?.kind ?? list?.kind ?? '')
  const [measureKey, setMeasure] = useState(figure?.measure ?? '')
  const [classCodes, setClassCodes] = useState<readonly string[]>(
    figure?.classes ?? (figure?.category === undefined ? [] : [figure.category]),
  )
  const [channel, setChannel] = useState(figure?.channel)
  const [shows, setShows] = useState(figure?.shows ?? 'period')
  const [unit, setUnit] = useState(figure?.unit)
  const [column, setColumn] = useState(list?.column ?? 'number')
  const [word, setWord] = useState(fill?.what === 'word' ? fill.word : 'unit')
  const kind = measures.find(({ key }) => key === kindKey) ?? measures[0]
  const measure = kind?.measures.find(({ key }) => key === measureKey) ?? kind?.measures[0]
  const shape = kinds.find(({ key }) => key === kind?.key)
  const by = measure?.by ?? []
  const classes = useCodeRows(by.includes('category') ? (shape?.categories ?? null) : null)
  const channels = useCodeRows(by.includes('channel') ? (shape?.channels ?? null) : null)
  const rate = measure?.type === 'ratio'
  // Rates change by percentage points only.
  const offered = figureShows.filter((one) => !rate || one !== 'changePercent')
  const set = (): void => {
    const [category, ...more] = by.includes('category') ? classCodes : []
    if (what === 'word') onSet({ what, word })
    else if (what === 'column' && kind) onSet({ what, kind: kind.key, column })
    else if (kind && measure)
      onSet({
        what: 'figure',
        kind: kind.key,
        measure: measure.key,
        ...(category && more.length === 0 ? { category } : {}),
        ...(category && more.length > 0 ? { classes: [category, ...more] } : {}),
        ...(channel && by.includes('channel') ? { channel } : {}),
        ...(shows !== 'period' && offered.includes(shows) ? { shows } : {}),
        ...(unit ? { unit } : {}),
      })
  }
  const select = (
    name: string,
    text: string,
    value: string,
    options: readonly { key: string; text: string }[],
    choose: (value: string) => void,
  ): ReactNode => (
    <div>
      <label htmlFor={`${id}${name}`}>{text}</label>
      <select id={`${id}${name}`} className="field" value={value} onChange={(event) => choose(event.target.value)}>
        {options.map(({ key, text: shown }) => (
          <option key={key} value={key}>
            {shown}
          </option>
        ))}
      </select>
    </div>
  )
  const kindField = select(
    'kind',
    say(words.kind),
    kind?.key ?? '',
    measures.map((one) => ({ key: one.key, text: say(one.label) })),
    (value) => {
      setKind(value)
      setMeasure('')
      setClassCodes([])
      setChannel(undefined)
    },
  )
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        set()
      }}
    >
      <div role="radiogroup" aria-label={say(words.figure)} className="forms-what">
        {whats.map((one) => (
          <label key={one} className="radio">
            <input type="radio" name={`${id}what`} checked={what === one} onChange={() => setWhat(one)} />
            {say(whatWords[one])}
          </label>
        ))}
      </div>
      {what === 'figure' && (
        <>
          {kindField}
          {select(
            'measure',
            say(words.measure),
            measure?.key ?? '',
            (kind?.measures ?? []).map((one) => ({ key: one.key, text: say(one.label) })),
            setMeasure,
          )}
          {select(
            'shows',
            say(words.shows),
            offered.includes(shows) ? shows : 'period',
            offered.map((one) => ({
              key: one,
              text: say(rate && one === 'change' ? words.points : figureShowsLabels[one]),
            })),
            (value) => setShows(figureShows.find((one) => one === value) ?? 'period'),
          )}
          {classes.length > 0 && (
            <Classes id={`${id}class`} rows={classes} chosen={classCodes} onChange={setClassCodes} />
          )}
          {channels.length > 0 && (
            <div>
              <label htmlFor={`${id}channel`}>{say(words.channel)}</label>
              <CodePicker id={`${id}channel`} rows={channels} value={channel} onChange={setChannel} />
            </div>
          )}
          <OfUnit id={`${id}unit`} value={unit} onChange={setUnit} />
        </>
      )}
      {what === 'word' &&
        select(
          'word',
          say(words.word),
          word,
          formWords.map((one) => ({ key: one, text: say(formWordLabels[one]) })),
          (value) => setWord(formWords.find((one) => one === value) ?? 'unit'),
        )}
      {what === 'column' && (
        <>
          {kindField}
          {select(
            'column',
            say(words.column),
            column,
            listColumns.map((one) => ({ key: one, text: say(listColumnLabels[one]) })),
            (value) => setColumn(listColumns.find((one) => one === value) ?? 'number'),
          )}
          <p className="quiet">{say(words.listHint)}</p>
        </>
      )}
      <span className="forms-buttons">
        <Button type="primary" htmlType="submit">
          {say(words.set)}
        </Button>
        {fill && <Button onClick={() => onSet(null)}>{say(words.nothing)}</Button>}
      </span>
    </form>
  )
}

/** One class or several: the first is all of most cells, each further one is added to it. */
const Classes = ({
  id,
  rows,
  chosen,
  onChange,
}: {
  id: string
  rows: readonly PickRow[]
  chosen: readonly string[]
  onChange: (codes: readonly string[]) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [adding, setAdding] = useState(false)
  const nameOf = (code: string): string => rows.find((row) => row.code === code)?.[language] ?? code
  const without = (code: string): readonly string[] => chosen.filter((one) => one !== code)
  const more = chosen.length > 1 || adding
  return (
    <div>
      <label htmlFor={id}>{say(more ? words.moreClasses : words.category)}</label>
      {more && (
        <ul className="forms-classes">
          {chosen.map((code) => (
            <li key={code}>
              {nameOf(code)}{' '}
              <Button
                size="small"
                aria-label={`${say(words.dropClass)} ${nameOf(code)}`}
                onClick={() => onChange(without(code))}
              >
                {say(words.dropClass)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {more ? (
        chosen.length < mostClasses && (
          <CodePicker
            key={chosen.join()}
            id={id}
            rows={rows.filter(({ code }) => !chosen.includes(code))}
            onChange={(code) => code && onChange([...chosen, code])}
          />
        )
      ) : (
        <CodePicker id={id} rows={rows} value={chosen[0]} onChange={(code) => onChange(code ? [code] : [])} />
      )}
      {chosen.length === 1 && !adding && (
        <Button type="link" className="forms-more" onClick={() => setAdding(true)}>
          {say(words.addClass)}
        </Button>
      )}
      {more && <p className="quiet">{say(words.onceOnly)}</p>}
    </div>
  )
}

const OfUnit = ({
  id,
  value,
  onChange,
}: {
  id: string
  value: string | undefined
  onChange: (code: string | undefined) => void
}): ReactNode => {
  const say = useSay()
  const { code } = useMe().post.unit
  return (
    <div>
      <label htmlFor={id}>{say(words.ofUnit)}</label>
      <UnitPicker id={id} value={value} onChange={onChange} within={code} placeholder={say(words.ownUnit)} />
    </div>
  )
}
