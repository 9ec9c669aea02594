import { Button } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Slip } from '#modules/identity/contract.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { heldSlips } from './held-slips.ts'
import { SlipCard } from './SlipCard.tsx'
import { SlipNotes } from './SlipNotes.tsx'
import { slipWords as words } from './slip-words.ts'
import { identityWords } from './words.ts'

/** Slips on a printed page. */
const perPage = 6
/** Slips drawn at a time: between two of these the page answers to the hand. */
const atOnce = 60

// Chromium 86 has no Map.groupBy.
const groupsOf = (slips: readonly Slip[]): ReadonlyMap<string, readonly Slip[]> => {
  const groups = new Map<string, Slip[]>()
  for (const slip of slips) {
    const name = slip.above ?? ''
    const group = groups.get(name)
    if (group) group.push(slip)
    else groups.set(name, [slip])
  }
  return groups
}

/** The slips just made, six to a printed page, by township; gone when the page is left for good. */
export const Component = (): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const { slips } = heldSlips()
  const groups = groupsOf(slips)
  const [only, setOnly] = useState<string | null>(null)
  const chosen = only === null ? slips : (groups.get(only) ?? [])
  const drawn = useGrowing(chosen.length)
  const pages = [...groupsOf(chosen).values()].reduce((sum, group) => sum + Math.ceil(group.length / perPage), 0)
  const ready = drawn >= chosen.length
  useEffect(() => {
    document.body.classList.add('print-slips')
    return () => document.body.classList.remove('print-slips')
  }, [])
  return (
    <Page
      title={say(words.slipsTitle, { n: slips.length })}
      crumbs={[{ label: say(identityWords.accounts), to: paths.accounts }]}
      actions={
        slips.length > 0 && (
          <Button type="primary" disabled={!ready} onClick={() => window.print()}>
            {say(words.printN, { n: chosen.length, pages })}
          </Button>
        )
      }
    >
      {slips.length === 0 ? (
        <EmptyState
          title={say(words.slipsNone)}
          hint={say(words.slipsNoneHint)}
          action={<Button onClick={() => void navigate(paths.accounts)}>{say(words.toAccounts)}</Button>}
        />
      ) : (
        <>
          <SlipNotes slips={slips} />
          {groups.size > 1 && <Chooser groups={groups} all={slips.length} only={only} onChoose={setOnly} />}
          <p className="no-print quiet" role="status">
            {!ready && say(words.preparing, { done: drawn, n: chosen.length })}
          </p>
          {[...groupsOf(chosen.slice(0, drawn))].map(([name, group]) => (
            <section key={name} className="slip-group">
              {groups.size > 1 && <h2 className="no-print">{name || say(words.groupNone)}</h2>}
              <div className="slips">
                {group.map((slip) => (
                  <SlipCard key={slip.accountId} slip={slip} />
                ))}
              </div>
            </section>
          ))}
        </>
      )}
    </Page>
  )
}

// Two thousand pictures drawn in one go hold the page up for seconds; a few at a time they do not.
const useGrowing = (whole: number): number => {
  const [drawn, setDrawn] = useState(atOnce)
  useEffect(() => {
    if (drawn >= whole) return
    const next = setTimeout(() => setDrawn(drawn + atOnce), 0)
    return () => clearTimeout(next)
  }, [drawn, whole])
  return Math.min(drawn, whole)
}

const Chooser = ({
  groups,
  all,
  only,
  onChoose,
}: {
  groups: ReadonlyMap<string, readonly Slip[]>
  all: number
  only: string | null
  onChoose: (name: string | null) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const names = [...groups.keys()]
  return (
    <p className="no-print slip-chooser">
      <label htmlFor={id}>{say(words.group)}</label>{' '}
      <select
        id={id}
        className="field"
        value={only === null ? '' : String(names.indexOf(only))}
        onChange={({ target }) => onChoose(target.value === '' ? null : (names[Number(target.value)] ?? null))}
      >
        <option value="">{say(words.groupAll, { n: all })}</option>
        {names.map((name, at) => (
          <option key={name} value={at}>
            {say(words.groupOf, { name: name || say(words.groupNone), n: groups.get(name)?.length ?? 0 })}
          </option>
        ))}
      </select>
    </p>
  )
}
