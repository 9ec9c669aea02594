import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { dialled } from '#web/shell/PersonAbove.tsx'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { MaskedField, revealSeconds } from '#web/ui/MaskedField.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { nameOf } from '../codes.ts'
import { type One, type Party, useCodes } from '../data.ts'
import { personWords } from '../register/words.ts'
import { words } from './words.ts'

type Revealed = 'name' | 'phone' | 'idNumber' | 'address' | 'safeContact'

/** The reason code of a call-back (domain/13 reveal reasons). */
const callBack = '2'

/** The people of a matter, masked; each field is shown in full for a reason, and the telephone is dialled by a button. */
export const People = ({
  one,
  parties,
  inClear,
}: {
  one: One
  parties: readonly Party[]
  /** One's own village: whole names, and a neighbour is rung up without a reason. */
  inClear: boolean
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const reveals = useCan('cases.reveal')
  const sexes = useCodes('sexes').data
  const marriages = useCodes('marriages').data
  const educations = useCodes('educations').data
  const ethnicities = useCodes('ethnicities').data
  const show =
    (party: Party, field: Revealed) =>
    async (reason: string, own: string | undefined): Promise<string> =>
      (
        await call(casesContract.reveal, {
          params: { ...one },
          body: { party: party.id, field, reason, ...(own ? { words: own } : {}) },
        })
      ).value
  const ring = async (party: Party): Promise<string> =>
    (await call(casesContract.dial, { params: { ...one }, body: { party: party.id } })).phone
  return (
    <div className="case-people">
      {parties.map((party) => {
        const masked = (field: Revealed, value: string): ReactNode => (
          <MaskedField
            label={`${say(party.roleLabel)} ${say(personWords[field])}`}
            masked={value}
            {...(reveals ? { onReveal: show(party, field) } : {})}
          />
        )
        const fact = (field: keyof typeof personWords, value: ReactNode): Fact[] =>
          value ? [{ key: field, label: say(personWords[field]), value }] : []
        const about = [
          party.sex ? nameOf(sexes, party.sex)[language] : '',
          party.birthYear
            ? say(words.yearBorn, { year: party.birthYear })
            : party.age === null
              ? ''
              : say(words.age, { age: party.age }),
        ]
          .filter(Boolean)
          .join(' · ')
        return (
          <section key={party.id} className="case-party" aria-label={say(party.roleLabel)}>
            <h3>{say(party.roleLabel)}</h3>
            <KeyValue
              rows={[
                ...fact('name', party.anonymous || inClear ? <>{party.name}</> : masked('name', party.name)),
                ...(about ? [{ key: 'about', label: say(personWords.sex), value: about }] : []),
                ...fact(
                  'phone',
                  party.phone && (
                    <>
                      {masked('phone', party.phone)}{' '}
                      {inClear ? (
                        <Dial atOnce reveal={() => ring(party)} />
                      ) : (
                        reveals && <Dial reveal={() => show(party, 'phone')(callBack, undefined)} />
                      )}
                    </>
                  ),
                ),
                ...fact('idNumber', party.idNumber && masked('idNumber', party.idNumber)),
                ...fact('address', party.address && masked('address', party.address)),
                ...fact('safeContact', party.safeContact && masked('safeContact', say(words.safeContact))),
                ...fact('marital', party.marital && nameOf(marriages, party.marital)[language]),
                ...fact('ethnicity', party.ethnicity && nameOf(ethnicities, party.ethnicity)[language]),
                ...fact('education', party.education && nameOf(educations, party.education)[language]),
                ...fact('occupation', party.occupation),
                ...fact('employer', party.employer),
                ...fact('relation', party.relation),
              ]}
            />
          </section>
        )
      })}
    </div>
  )
}

/** 打电话: the number is fetched for a call-back (recorded), then dialled; it hides again after a minute. */
const Dial = ({
  reveal,
  atOnce = false,
}: {
  reveal: () => Promise<string>
  /** Dials as soon as the number is there. */
  atOnce?: boolean
}): ReactNode => {
  const say = useSay()
  const [phone, setPhone] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (phone === null) return
    const timer = window.setTimeout(() => setPhone(null), revealSeconds * 1000)
    return () => window.clearTimeout(timer)
  }, [phone])
  const fetchPhone = (): void => {
    setBusy(true)
    setError(null)
    reveal()
      .then((found) => {
        setPhone(found)
        if (atOnce) window.location.assign(dialled(found))
      }, setError)
      .finally(() => setBusy(false))
  }
  if (phone !== null)
    return (
      <a className="case-dial" href={dialled(phone)}>
        {say(words.callNow, { phone })}
      </a>
    )
  return (
    <>
      <Button
        size="small"
        loading={busy}
        onClick={fetchPhone}
        title={say(atOnce ? words.callNeighbour : words.callRecorded)}
      >
        {say(words.call)}
      </Button>
      <ProblemAlert error={error} />
    </>
  )
}
