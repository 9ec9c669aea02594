import { keptAs } from '#web/practice.ts'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { CaseView } from '#modules/cases/contract.ts'
import { toRegister } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { WritesFor } from '#web/ui/WritesFor.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { useKinds } from './data.ts'
import { RegisterForm } from './register/RegisterForm.tsx'
import { Saved } from './register/Saved.tsx'
import { words } from './register/words.ts'
import './cases.css'
import './register/register.css'

// The kind a post registered last opens by itself the next time: one tap less for whoever always does the same.
const place = (post: string): string => keptAs(`kind.${post}`)

/** 登记: choose what it is, write it down, see its number and what comes next. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const params = useParams()
  const [query] = useSearchParams()
  const kinds = useKinds()
  const [turn, setTurn] = useState(0)
  const [saved, setSaved] = useState<CaseView | null>(null)
  const mine = kinds.data?.filter((kind) => kind.canRegister) ?? []
  const wanted = params['kind'] ?? query.get('kind') ?? localStorage.getItem(place(me.post.id))
  const kind = mine.find((one) => one.key === wanted) ?? (mine.length === 1 ? mine[0] : undefined)

  if (kinds.error)
    return (
      <Page title={say(words.register)}>
        <ProblemAlert error={kinds.error} />
      </Page>
    )
  if (!kinds.data) return null
  if (mine.length === 0)
    return (
      <Page title={say(words.register)}>
        <EmptyState title={say(words.noKinds)} hint={say(words.noKindsHint)} />
      </Page>
    )
  if (saved)
    return (
      <Saved
        key={saved.head.id}
        view={saved}
        onAnother={() => {
          setSaved(null)
          setTurn(turn + 1)
        }}
      />
    )
  const choose = (key: string): void => {
    localStorage.setItem(place(me.post.id), key)
    void navigate(toRegister(key), { replace: true })
  }
  const others = mine.filter((one) => one !== kind)
  return (
    <Page title={kind ? say(words.registerKind, { kind: say(kind.label) }) : say(words.register)}>
      <WritesFor />
      {!kind && <p>{say(words.whichKind)}</p>}
      {others.length > 0 && (
        <div
          className={kind ? 'case-kinds' : 'case-kinds case-kinds-first'}
          role="group"
          aria-label={say(words.whichKind)}
        >
          {others.map((one) => (
            <Button
              key={one.key}
              size={kind ? 'small' : 'large'}
              type={kind ? 'text' : 'default'}
              onClick={() => choose(one.key)}
            >
              {say(one.label)}
            </Button>
          ))}
        </div>
      )}
      {kind && (
        <RegisterForm
          key={`${kind.key}${turn}`}
          kind={kind}
          onSaved={(view) => {
            localStorage.setItem(place(me.post.id), kind.key)
            setSaved(view)
          }}
          onDrop={() => setTurn(turn + 1)}
        />
      )}
    </Page>
  )
}
