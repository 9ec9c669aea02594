import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { identityContract, type Me } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { Link } from 'react-router'
import { paths } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useSession } from '#web/session.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Front } from './Front.tsx'
import { PhoneSignIn, useBoundPhone } from './PhoneSignIn.tsx'
import { phoneWords } from './phone-words.ts'
import { SetUpForm } from './SetUpForm.tsx'
import { codeOf, SignInForm } from './SignInForm.tsx'
import { slipWords } from './slip-words.ts'
import { identityWords as words } from './words.ts'

// What draws pictures is fetched by whoever scans; a village phone never needs it.
const DeskSignIn = lazy(() => import('./DeskSignIn.tsx').then(({ DeskSignIn }) => ({ default: DeskSignIn })))

// Printed on the page and in the README: a demonstration holds nothing real.
const demoPassword = 'nuanjia-demo'

/** The first page of somebody who is not signed in: sign in, pick a demonstration account, or set up the first administrator. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { enter } = useSession()
  const narrow = useNarrow()
  const [picked, setPicked] = useState<string>()
  const [scanning, setScanning] = useState(false)
  const bound = useBoundPhone()
  const house = useQuery({ queryKey: ['house'], queryFn: () => call(identityContract.demo, {}), staleTime: Infinity })
  if (house.data?.empty) {
    return (
      <Front title={say(words.setUpTitle)} lead={say(words.setUpWhy)}>
        <SetUpForm onDone={enter} />
      </Front>
    )
  }
  const accounts = house.data?.demo ? house.data.accounts : []
  return (
    <Front
      title={say(words.signIn)}
      aside={accounts.length > 0 && <DemoAccounts accounts={accounts} onDone={enter} onCode={setPicked} />}
    >
      <PhoneSignIn onDone={enter} />
      {scanning && (
        <Suspense fallback={null}>
          <DeskSignIn onDone={enter} />
        </Suspense>
      )}
      <SignInForm
        key={picked}
        start={picked ? { username: picked, password: demoPassword } : undefined}
        verb={say(words.signIn)}
        plain={bound !== null || scanning}
        onDone={enter}
      />
      <p className="quiet front-note">{say(words.forgot)}</p>
      {!narrow && !scanning && (
        <Button block onClick={() => setScanning(true)}>
          {say(phoneWords.scan)}
        </Button>
      )}
      <p className="front-note">
        <Link to={paths.slip}>{say(slipWords.bySlip)}</Link>
      </p>
    </Front>
  )
}

type Account = {
  readonly username: string
  readonly name: string
  readonly titleZh: string
  readonly titleEn: string
  readonly unit: string
}

const DemoAccounts = ({
  accounts,
  onDone,
  onCode,
}: {
  accounts: readonly Account[]
  onDone: (me: Me) => void
  /** Told whose second factor has been turned on: the form asks for its digits. */
  onCode: (username: string) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const pick = (username: string): void => {
    setBusy(username)
    setError(null)
    call(identityContract.signIn, { body: { username, password: demoPassword } })
      .then(onDone)
      .catch((problem: unknown) => (codeOf(problem) === 'identity.codeNeeded' ? onCode(username) : setError(problem)))
      .finally(() => setBusy(null))
  }
  return (
    <section className="demo-accounts" aria-labelledby="demo-title">
      <h2 id="demo-title">{say(words.demoTitle)}</h2>
      <p className="quiet">{say(words.demoHint)}</p>
      <ProblemAlert error={error} />
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <button type="button" disabled={busy !== null} onClick={() => pick(account.username)}>
              <span className="demo-title">{language === 'zh' ? account.titleZh : account.titleEn}</span>
              <span className="demo-unit">{account.unit}</span>
              <code>{account.username}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
