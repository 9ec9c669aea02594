import type { ReactNode } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useCan } from '#web/session.tsx'
import { Folded } from '#web/ui/Folded.tsx'
import { MaskedField } from '#web/ui/MaskedField.tsx'
import type { One } from '../data.ts'

const folded = (text: string): ReactNode => <Folded text={text} />

/**
 * Words as they were told, a long text folded. What says in them who somebody is comes masked with stars: a screen at the desk is seen
 * by the next visitor; the whole is shown for a reason, on record.
 */
export const Told = ({
  one,
  at,
  label,
  text,
}: {
  one: One
  /** Where in the body of the matter: `data.facts`, `steps.2.note`. */
  at: string
  /** What the words are called, for the button. */
  label: string
  text: string
}): ReactNode => {
  const reveals = useCan('cases.reveal')
  if (!reveals || !text.includes('*')) return <Folded text={text} />
  return (
    <MaskedField
      label={label}
      masked={text}
      shown={folded}
      onReveal={async (reason, own) =>
        (
          await call(casesContract.revealWords, {
            params: { ...one },
            body: { at, reason, ...(own ? { words: own } : {}) },
          })
        ).value
      }
    />
  )
}
