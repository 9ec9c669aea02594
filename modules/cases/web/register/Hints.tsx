import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { toMatter } from '#web/paths.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { useRested } from '#web/ui/useRested.ts'
import { retryLost } from '../data.ts'
import type { Form } from './form.ts'
import { words } from './words.ts'

const rest = 800

/** Whether this person, or this matter, was here before. A person decides; nothing is joined by itself. */
export const Hints = ({
  form,
  note,
  onRepeat,
}: {
  form: Form
  note: string
  onRepeat: (repeat: Form['repeatOf']) => void
}): ReactNode => {
  const say = useSay()
  const first = form.people[0]
  const asked = useMemo(
    () => ({
      kind: form.kind,
      ...(first?.name.trim() ? { name: first.name.trim() } : {}),
      ...(first && first.phone.trim().length >= 7 ? { phone: first.phone.trim() } : {}),
      ...(first && first.idNumber.trim().length >= 15 ? { idNumber: first.idNumber.trim() } : {}),
      ...(form.category ? { category: form.category } : {}),
      ...(note.trim().length >= 20 ? { text: note.trim().slice(0, 20_000) } : {}),
    }),
    [form.kind, form.category, first, note],
  )
  const body = useRested(asked, rest)
  const known = 'name' in body || 'phone' in body || 'idNumber' in body
  const found = useQuery({
    queryKey: ['cases', 'hints', body],
    queryFn: () => call(casesContract.hints, { body }),
    enabled: known,
    gcTime: 0,
    staleTime: 30_000,
    retry: retryLost,
    placeholderData: (before) => before,
  })
  const rows = (known ? found.data?.rows : undefined)?.filter((row) => row.case.id !== form.id) ?? []
  if (form.repeatOf)
    return (
      <Sheet className="case-hints">
        <p>
          {say(words.hintChosen, { number: form.repeatOf.number })}{' '}
          <Button size="small" onClick={() => onRepeat(null)}>
            {say(words.hintUndo)}
          </Button>
        </p>
      </Sheet>
    )
  if (rows.length === 0 && !(known && found.data?.elsewhere)) return null
  return (
    <Sheet title={say(words.hints)} className="case-hints">
      <div role="status">
        <ul className="case-plain">
          {rows.map((row) => (
            <li key={`${row.case.home}${row.case.id}`}>
              <p>
                <Link to={toMatter(row.case)} target="_blank">
                  {row.case.number}
                </Link>{' '}
                {row.case.who} {row.case.title} · {say(row.case.statusLabel)} ·{' '}
                {clockTime(row.case.openedAt).slice(0, 10)}
              </p>
              <p className="case-help">{say(row.why)}</p>
              {row.case.kind === form.kind && (
                <Button
                  size="small"
                  onClick={() => onRepeat({ home: row.case.home, id: row.case.id, number: row.case.number })}
                >
                  {say(words.hintSame)}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {found.data?.elsewhere && <p>{say(words.elsewhere)}</p>}
      </div>
    </Sheet>
  )
}
