import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { type Say, useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import type { DeskAnswers, DeskView } from '../shapes.ts'
import { FieldSelect } from './FieldSelect.tsx'
import { words } from './words.ts'

type Asked = {
  readonly columns: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly fixed: Readonly<Record<string, string>>
}

/** What is filled in before anybody says anything: a column as proposed, or left out; a word only where its code is hardly another. */
const proposed = (desk: DeskView): Asked => {
  const columns: Record<string, string> = {}
  const values: Record<string, Record<string, string>> = {}
  for (const { key, proposal, how } of desk.places)
    if (how === 'ask' || how === 'twice') columns[key] = how === 'ask' ? (proposal ?? '') : ''
  for (const { field, word, said, sure } of desk.words)
    if (said === null && sure !== null) values[field] = { ...values[field], [word]: sure }
  return { columns, values, fixed: {} }
}

/** What cannot be known is asked, as proposed, and said with one press; nothing is asked that is sure. */
export const Questions = ({
  desk,
  busy,
  onAnswer,
}: {
  desk: DeskView
  busy: boolean
  onAnswer: (answers: DeskAnswers) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [changed, setChanged] = useState<Asked>({ columns: {}, values: {}, fixed: {} })
  const start = proposed(desk)
  const columns = { ...start.columns, ...changed.columns }
  const fixed = changed.fixed
  const codeOf = (field: string, word: string): string | undefined =>
    changed.values[field]?.[word] ?? start.values[field]?.[word]
  const asked = ({ key, how }: DeskView['places'][number]): boolean =>
    how === 'ask' || how === 'twice' || key in changed.columns
  const open = desk.places.filter(asked)
  const spare = desk.places.filter(({ key, target }) => (columns[key] ?? target ?? '') === '')
  const order = desk.fields.map(({ key }) => key)
  const unknown = desk.words
    .filter(({ said }) => said === null)
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  // What a column was just said to be, or is proposed as, is not asked beside it.
  const lacks = desk.lacks.filter(({ key, said }) => said === null && !Object.values(columns).includes(key))
  const asks = open.length + unknown.length + lacks.length
  if (asks === 0) return null
  const missing = lacks.filter(({ key, needed }) => needed && !fixed[key]?.trim())
  /** Another column that is this field already, or was just said to be. */
  const otherOf = (own: string, target: string): string | undefined =>
    target === ''
      ? undefined
      : desk.places.find(({ key, target: placed }) => key !== own && (columns[key] ?? placed) === target)?.heading
  const canJoin = (target: string): boolean => desk.fields.some(({ key, joins }) => key === target && joins)
  const doubled = Object.entries(columns).find(([key, target]) => !canJoin(target) && otherOf(key, target))?.[1]
  const isColumn = (key: string): boolean => desk.fields.some((one) => one.key === key && one.required)
  const nameOf = (key: string): string => {
    const field = desk.fields.find((one) => one.key === key)
    return field ? say(field.label) : key
  }
  const send = (): void => {
    const values: Record<string, Record<string, string>> = {}
    for (const { field, word } of unknown) {
      const code = codeOf(field, word)
      if (code !== undefined) values[field] = { ...values[field], [word]: code }
    }
    onAnswer({ columns, values, fixed })
  }
  const setFixed = (key: string, value: string | undefined): void => {
    const { [key]: _, ...others } = fixed
    setChanged({ ...changed, fixed: value === undefined ? others : { ...others, [key]: value } })
  }
  const setValue = (field: string, word: string, code: string): void =>
    setChanged({ ...changed, values: { ...changed.values, [field]: { ...changed.values[field], [word]: code } } })
  /** Whether several words of a column are asked that may all stay empty. */
  const canEmpty = (field: string): boolean =>
    !isColumn(field) && unknown.filter((one) => one.field === field).length > 1
  const emptyAll = (field: string): void => {
    const own = unknown.filter((one) => one.field === field).map(({ word }) => [word, ''])
    setChanged({
      ...changed,
      values: {
        ...changed.values,
        [field]: { ...changed.values[field], ...(Object.fromEntries(own) as Asked['values'][string]) },
      },
    })
  }
  return (
    <Sheet title={say(words.asks, { n: asks })}>
      <p className="exchange-quiet">
        {say(words.knownColumns, {
          n: desk.places.filter(({ how }) => how !== 'ask' && how !== 'twice').length,
          of: desk.places.length,
        })}{' '}
        {say(words.asksLead)}
      </p>
      <div className="exchange-asks">
        {open.map((place, at) => (
          <div key={place.key} className="exchange-ask">
            <label htmlFor={`${id}c${at}`}>
              {say(words.askColumn, { heading: place.heading })}
              <Samples texts={place.samples} say={say} />
              {place.how === 'twice' && <span className="tag">{say(words.twice)}</span>}
            </label>
            <FieldSelect
              id={`${id}c${at}`}
              fields={desk.fields}
              value={columns[place.key] ?? ''}
              onChange={(target) => setChanged({ ...changed, columns: { ...changed.columns, [place.key]: target } })}
            />
            {canJoin(columns[place.key] ?? '') && otherOf(place.key, columns[place.key] ?? '') && (
              <span className="exchange-joins">
                {say(words.joins, { heading: otherOf(place.key, columns[place.key] ?? '') ?? '' })}
              </span>
            )}
          </div>
        ))}
        {lacks.map((lack) =>
          lack.codes || lack.typed ? (
            <div key={lack.key} className="exchange-ask">
              <label htmlFor={`${id}f${lack.key}`}>
                {say(lack.label)}
                <span className="exchange-quiet">{say(lack.why)}</span>
              </label>
              {isColumn(lack.key) && spare.length > 0 && (
                <select
                  className="field"
                  aria-label={say(words.whichColumn, { what: say(lack.label) })}
                  value=""
                  onChange={(event) =>
                    setChanged({ ...changed, columns: { ...changed.columns, [event.target.value]: lack.key } })
                  }
                >
                  <option value="">{say(words.whichColumn, { what: say(lack.label) })}</option>
                  {spare.map((place) => (
                    <option key={place.key} value={place.key}>
                      {say(words.columnSuchAs, { heading: place.heading, text: place.samples[0]?.slice(0, 16) ?? '' })}
                    </option>
                  ))}
                </select>
              )}
              {few(lack) ? (
                <div
                  id={`${id}f${lack.key}`}
                  role="radiogroup"
                  aria-label={say(lack.label)}
                  className="exchange-choices"
                >
                  {[...(lack.codes ?? []), ...(lack.needed ? [] : [{ code: '', ...words.leftEmpty }])].map((row) => (
                    <label key={row.code}>
                      <input
                        type="radio"
                        name={`${id}f${lack.key}`}
                        checked={fixed[lack.key] === row.code}
                        onChange={() => setFixed(lack.key, row.code)}
                      />
                      {say(row)}
                    </label>
                  ))}
                </div>
              ) : lack.codes ? (
                <CodePicker
                  id={`${id}f${lack.key}`}
                  rows={lack.codes}
                  value={fixed[lack.key]}
                  {...(fixed[lack.key] === '' ? { placeholder: say(words.leftEmpty) } : {})}
                  onChange={(code) => setFixed(lack.key, code)}
                />
              ) : (
                <input
                  id={`${id}f${lack.key}`}
                  className="field"
                  type={lack.typed === 'date' ? 'date' : 'text'}
                  maxLength={80}
                  value={fixed[lack.key] ?? ''}
                  placeholder={
                    fixed[lack.key] === '' ? say(words.leftEmpty) : isColumn(lack.key) ? say(words.orAll) : undefined
                  }
                  onChange={(event) => setFixed(lack.key, event.target.value || undefined)}
                />
              )}
              {!lack.needed && !few(lack) && (
                <Button
                  disabled={fixed[lack.key] === ''}
                  aria-label={`${say(words.leftEmpty)} ${say(lack.label)}`}
                  onClick={() => setFixed(lack.key, '')}
                >
                  {say(words.leftEmpty)}
                </Button>
              )}
            </div>
          ) : (
            <p key={lack.key} className="exchange-ask">
              <strong>{say(lack.label)}</strong> <span className="exchange-quiet">{say(lack.why)}</span>
            </p>
          ),
        )}
        {unknown.map(({ field, word, rows, proposals }, at) => (
          <div key={`${field} ${word}`} className="exchange-ask">
            {unknown[at - 1]?.field !== field && canEmpty(field) && (
              <p className="exchange-whole">
                <Button onClick={() => emptyAll(field)}>
                  {say(words.emptyAll, {
                    field: nameOf(field),
                    n: unknown.filter((one) => one.field === field).length,
                  })}
                </Button>
              </p>
            )}
            <label htmlFor={`${id}w${at}`}>
              {say(words.askWord, { field: nameOf(field), word })}
              <span className="exchange-quiet">{say(words.askTimes, { n: rows })}</span>
            </label>
            <div className="exchange-word">
              <CodePicker
                id={`${id}w${at}`}
                rows={desk.codes[field] ?? []}
                value={codeOf(field, word) || undefined}
                placeholder={say(codeOf(field, word) === '' ? words.leftEmpty : words.notSaid)}
                onChange={(code) => setValue(field, word, code ?? '')}
              />
              {!desk.fields.find(({ key }) => key === field)?.required && (
                <Button
                  disabled={codeOf(field, word) === ''}
                  aria-label={`${say(words.leftEmpty)} ${word}`}
                  onClick={() => setValue(field, word, '')}
                >
                  {say(words.leftEmpty)}
                </Button>
              )}
            </div>
            {codeOf(field, word) === undefined && proposals.length > 0 && (
              <span className="next-step-buttons">
                {say(words.perhaps)}
                {(desk.codes[field] ?? [])
                  .filter(({ code }) => proposals.includes(code))
                  .sort((a, b) => proposals.indexOf(a.code) - proposals.indexOf(b.code))
                  .map((row) => (
                    <Button
                      key={row.code}
                      aria-label={`${say(row)} ${word}`}
                      onClick={() => setValue(field, word, row.code)}
                    >
                      {say(row)}
                    </Button>
                  ))}
              </span>
            )}
          </div>
        ))}
      </div>
      {missing[0] && (
        <Reason id={`${id}why`}>
          {say(desk.fields.some(({ key }) => key === missing[0]?.key) ? words.thatMissing : words.thatUnsaid, {
            what: say(missing[0].label),
          })}
        </Reason>
      )}
      {doubled && <Reason>{`${nameOf(doubled)}:${say(words.twice)}`}</Reason>}
      <Button
        type="primary"
        loading={busy}
        disabled={missing.length > 0 || doubled !== undefined}
        aria-describedby={`${id}why`}
        onClick={send}
      >
        {say(words.thatIsIt)}
      </Button>
    </Sheet>
  )
}

/** Answers that stand beside each other. */
const few = ({ codes }: DeskView['lacks'][number]): boolean => codes !== null && codes.length <= 3

const Samples = ({ texts, say }: { texts: readonly string[]; say: Say }): ReactNode =>
  texts.length > 0 && (
    <span className="exchange-quiet">
      {say(words.samples, {
        text: texts
          .slice(0, 3)
          .map((text) => text.slice(0, 16))
          .join('、'),
      })}
    </span>
  )

/** What was said of all rows at once, each with the way to say it anew. */
export const Said = ({
  desk,
  busy,
  onAnswer,
}: {
  desk: DeskView
  busy: boolean
  onAnswer: (answers: DeskAnswers) => void
}): ReactNode => {
  const say = useSay()
  return desk.lacks.flatMap(({ key, label, said, codes }) => {
    if (said === null) return []
    const code = codes?.find((row) => row.code === said)
    return [
      <p key={key} className="exchange-said">
        <span>
          {say(words.saidOf, { what: say(label), said: said === '' ? say(words.leftEmpty) : code ? say(code) : said })}
        </span>
        <Button
          size="small"
          disabled={busy}
          aria-label={`${say(words.sayAnew)} ${say(label)}`}
          onClick={() => onAnswer({ fixed: { [key]: null } })}
        >
          {say(words.sayAnew)}
        </Button>
      </p>,
    ]
  })
}
