import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { exchangeContract } from '../contract.ts'
import type { DeskView, FaultGroup, GroupAnswer } from '../shapes.ts'
import { keys } from './data.ts'
import { words } from './words.ts'

/** Groups shown at first; one fault alone is corrected in its cell, but that it is the same matter, or right as it stands, only a button can say. */
const fewest = 2
const shown = 6

/** Faults that are of one kind: one answer for all of their cells, and the way back. */
export const Groups = ({ desk }: { desk: DeskView }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [all, setAll] = useState(false)
  const [told, setTold] = useState('')
  const [error, setError] = useState<unknown>(null)
  const found = useQuery({
    queryKey: keys.groups(desk.id),
    queryFn: () => call(exchangeContract.groups, { params: { id: desk.id } }),
  })
  const groups = (found.data?.groups ?? []).filter(
    ({ rows, ways }) => rows >= fewest || ways.includes('same') || ways.includes('asIs'),
  )
  const mended = found.data?.mended ?? []
  const give = (body: GroupAnswer): void => {
    setBusy(true)
    setError(null)
    call(exchangeContract.mendAll, { params: { id: desk.id }, body })
      .then(({ mended: n, ready, fresh, faulty }) => {
        setTold(say('restore' in body ? words.restored : words.mendedAll, { n }))
        client.setQueryData<DeskView>(keys.desk(desk.id), (before) => before && { ...before, ready, fresh, faulty })
        // What was said to stand already is counted by the server.
        void client.invalidateQueries({ queryKey: keys.desk(desk.id) })
        return client.invalidateQueries({ queryKey: keys.rows(desk.id) })
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  if (groups.length === 0 && mended.length === 0 && told === '') return null
  return (
    <section className="exchange-groups" aria-label={say(words.groups)}>
      {groups.length > 0 && <h3>{say(words.groups)}</h3>}
      <ul>
        {groups.slice(0, all ? groups.length : shown).map((group) => (
          <li key={group.key}>
            <GroupRow group={group} busy={busy} onGive={give} />
          </li>
        ))}
      </ul>
      {!all && groups.length > shown && (
        <Button onClick={() => setAll(true)}>{say(words.moreGroups, { n: groups.length - shown })}</Button>
      )}
      <ProblemAlert error={error ?? found.error} />
      <p role="status">{told}</p>
      {mended.length > 0 && (
        <p className="exchange-restores">
          {mended.map(({ field, label, rows }) => (
            <Button key={field} size="small" disabled={busy} onClick={() => give({ restore: field })}>
              {say(words.restore, { field: say(label), n: rows })}
            </Button>
          ))}
        </p>
      )}
    </section>
  )
}

const GroupRow = ({
  group,
  busy,
  onGive,
}: {
  group: FaultGroup
  busy: boolean
  onGive: (answer: GroupAnswer) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [text, setText] = useState(group.texts[0]?.text ?? '')
  const [put, setPut] = useState('')
  // Words of a list are answered once for the file, above.
  const chosen = group.texts.some((one) => one.text === text) ? text : (group.texts[0]?.text ?? '')
  const name = (one: string): string => (one === '' ? say(words.emptyCell) : one)
  return (
    <>
      <p>
        <strong>
          {say(group.label)} ×{group.rows}
        </strong>{' '}
        {say(group.reason)}
        <span className="exchange-quiet">
          {say(words.written, {
            text: group.texts
              .slice(0, 5)
              .map((one) => `${name(one.text)} ×${one.rows}`)
              .join('、'),
          })}
          {group.texts.length + group.more > 5 && say(words.andMore, { n: group.texts.length + group.more - 5 })}
        </span>
      </p>
      <div className="exchange-answer">
        {group.ways.map((way) => (
          <Button
            key={way}
            disabled={busy}
            aria-label={`${say(group.label)} ${say(words[`way.${way}`])}`}
            onClick={() => onGive({ group: group.key, way })}
          >
            {say(words[`way.${way}`])}
          </Button>
        ))}
        <label htmlFor={`${id}text`}>{say(words.allOf)}</label>
        <select
          id={`${id}text`}
          className="field"
          value={chosen}
          disabled={busy}
          onChange={(event) => setText(event.target.value)}
        >
          {group.texts.map((one) => (
            <option key={one.text} value={one.text}>
              {name(one.text)} ×{one.rows}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}put`}>{say(words.becomes)}</label>
        {group.codes ? (
          <CodePicker
            id={`${id}put`}
            rows={group.codes}
            value={put || undefined}
            onChange={(code) => setPut(code ?? '')}
          />
        ) : (
          <input
            id={`${id}put`}
            className="field"
            value={put}
            disabled={busy}
            onChange={(event) => setPut(event.target.value)}
          />
        )}
        <Button
          disabled={busy || put.trim() === ''}
          aria-label={`${say(group.label)} ${say(words.mendAll)}`}
          onClick={() => onGive({ group: group.key, text: chosen, put })}
        >
          {say(words.mendAll)}
        </Button>
      </div>
    </>
  )
}
