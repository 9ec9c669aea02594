import type { ReactNode } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { MaskedField } from '#web/ui/MaskedField.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type Field, flagsList, type Kind, type One, type Step } from '../data.ts'
import { personWords } from '../register/words.ts'
import { FieldValue } from './Content.tsx'
import { correctWords } from './correct-words.ts'
import { words } from './words.ts'

type Change = Step['changes'][number]
type Shown = { readonly label: { zh: string; en: string }; readonly spec: Pick<Field, 'type' | 'codes'> }

const plain = { type: 'text', codes: null } as const
const coded = (codes: string | null): Shown['spec'] => ({ type: 'code', codes })
const revealed = ['name', 'phone', 'idNumber', 'address', 'safeContact'] as const
const personLists: Readonly<Record<string, string>> = {
  sex: 'sexes',
  marital: 'marriages',
  education: 'educations',
  ethnicity: 'ethnicities',
}

const shownAs = (kind: Kind, { field, who }: Change): Shown => {
  if (who) {
    const label = personWords[field as keyof typeof personWords] ?? (field === 'role' ? correctWords.role : undefined)
    return { label: label ?? { zh: field, en: field }, spec: coded(personLists[field] ?? null) }
  }
  const own = kind.fields.find((one) => `data.${one.key}` === field)
  if (own) return { label: own.label, spec: own }
  const heads: Readonly<Record<string, Shown>> = {
    category: { label: words.category, spec: coded(kind.categories) },
    channel: { label: words.channel, spec: coded(kind.channels) },
    flags: { label: words.flags, spec: { type: 'codes', codes: flagsList } },
    title: { label: words.title, spec: plain },
    openedAt: { label: words.openedAt, spec: plain },
    persons: { label: words.persons, spec: plain },
    result: { label: words.result, spec: coded(kind.results) },
    repeatOf: { label: correctWords.repeatOf, spec: plain },
  }
  return heads[field] ?? { label: { zh: field, en: field }, spec: plain }
}

/** What a correction replaced, field by field: before and after, people masked; what stood is shown in full for a reason. */
export const Changes = ({ one, kind, step }: { one: One; kind: Kind; step: Step }): ReactNode => {
  const say = useSay()
  const reveals = useCan('cases.reveal')
  if (step.changes.length === 0) return null
  const value = (shown: Shown, { field, who }: Change, what: unknown): ReactNode => {
    if (what === null || what === '' || (Array.isArray(what) && what.length === 0)) return say(correctWords.nothing)
    if (field === 'openedAt') return clockTime(String(what))
    if (who && field === 'role') return say(kind.parties.find((party) => party.role === what)?.label ?? who.role)
    return <FieldValue field={shown.spec} value={what} />
  }
  return (
    <details className="case-changes">
      <summary>{say(correctWords.changed)}</summary>
      <ul className="case-plain">
        {step.changes.map((change) => {
          const shown = shownAs(kind, change)
          const label = `${change.who ? `${say(change.who.role)} ${change.who.name} ` : ''}${say(shown.label)}`
          const { who } = change
          const field = revealed.find((each) => each === change.field)
          return (
            <li key={`${who?.id ?? ''}${change.field}`}>
              <strong>{label}</strong>{' '}
              {who && field && change.before !== null && reveals ? (
                <MaskedField
                  label={label}
                  masked={String(change.before)}
                  onReveal={async (reason, own) =>
                    (
                      await call(casesContract.reveal, {
                        params: { ...one },
                        body: { party: who.id, field, reason, before: step.seq, ...(own ? { words: own } : {}) },
                      })
                    ).value
                  }
                />
              ) : (
                value(shown, change, change.before)
              )}{' '}
              {say(correctWords.to)} {value(shown, change, change.after)}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
