import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { useCodes, useKinds } from './data.ts'
import { Field } from './Field.tsx'
import { words } from './words.ts'

type Chosen = Readonly<Record<string, string>>

/** What a list is narrowed by. Every change is a new address, so that 〔返回〕 and a link bring it back. */
export const Filters = ({ chosen, to }: { chosen: Chosen; to: (filters: Chosen) => string }): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const count = Object.keys(chosen).length
  const fields = <FilterFields chosen={chosen} to={to} />
  if (!narrow) return <div className="case-filters no-print">{fields}</div>
  return (
    <details className="case-fold no-print">
      <summary>{count > 0 ? say(words.filtersOn, { n: count }) : say(words.filters)}</summary>
      <div className="case-filters">{fields}</div>
    </details>
  )
}

const FilterFields = ({ chosen, to }: { chosen: Chosen; to: (filters: Chosen) => string }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const kinds = useKinds().data ?? []
  const kind = kinds.find((one) => one.key === chosen['kind'])
  const classes = useCodes(kind?.categories ?? null).data
  const channels = useCodes(kind?.channels ?? null).data
  const set = (part: Record<string, string | undefined>): void => {
    const next = Object.entries({ ...chosen, ...part }).filter((entry): entry is [string, string] => Boolean(entry[1]))
    void navigate(to(Object.fromEntries(next)), { replace: true })
  }
  const upper = me.post.unit.level !== 'V'
  return (
    <>
      <Field label={say(words.kind)}>
        {(bound) => (
          <select
            {...bound}
            className="field"
            value={chosen['kind'] ?? ''}
            onChange={(event) =>
              set({ kind: event.target.value, category: undefined, channel: undefined, status: undefined })
            }
          >
            <option value="">{say(words.allKinds)}</option>
            {kinds.map((one) => (
              <option key={one.key} value={one.key}>
                {say(one.label)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind && (
        <Field label={say(classes?.label ?? words.category)}>
          {(bound) => (
            <CodePicker
              {...bound}
              rows={classes?.rows ?? []}
              value={chosen['category']}
              placeholder={say(words.any)}
              onChange={(category) => set({ category })}
            />
          )}
        </Field>
      )}
      {kind?.channels && (
        <Field label={say(channels?.label ?? words.channel)}>
          {(bound) => (
            <CodePicker
              {...bound}
              rows={channels?.rows ?? []}
              value={chosen['channel']}
              placeholder={say(words.any)}
              onChange={(channel) => set({ channel })}
            />
          )}
        </Field>
      )}
      {kind && (
        <Field label={say(words.status)}>
          {(bound) => (
            <select
              {...bound}
              className="field"
              value={chosen['status'] ?? ''}
              onChange={(event) => set({ status: event.target.value })}
            >
              <option value="">{say(words.any)}</option>
              {kind.states.map((state) => (
                <option key={state.key} value={state.key}>
                  {say(state.label)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={say(words.from)}>
        {(bound) => <DateField {...bound} value={chosen['from'] ?? ''} onChange={(from) => set({ from })} />}
      </Field>
      <Field label={say(words.to)}>
        {(bound) => <DateField {...bound} value={chosen['to'] ?? ''} onChange={(to) => set({ to })} />}
      </Field>
      {upper && (
        <Field label={say(words.within)}>
          {(bound) => (
            <UnitPicker
              {...bound}
              value={chosen['within']}
              within={me.post.unit.code}
              onChange={(within) => set({ within })}
              placeholder={say(words.any)}
            />
          )}
        </Field>
      )}
      {Object.keys(chosen).length > 0 && (
        <Link className="case-clear" to={to({})} replace>
          {say(words.clearFilters)}
        </Link>
      )}
    </>
  )
}
