import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { identityContract } from '#modules/identity/contract.ts'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useSession } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { useCodeOfAddress } from './address.ts'
import { BindPhone } from './BindPhone.tsx'
import { Front } from './Front.tsx'
import { NewPassword } from './NewPassword.tsx'
import { phoneWords } from './phone-words.ts'
import { slipWords as words } from './slip-words.ts'
import { formManner, useSending } from './useSending.ts'
import { identityWords } from './words.ts'

type Found = Answer<typeof accountsContract.lookSlip> & { readonly code: string }

/** Where a slip leads, by its picture or by typing its code: whose it is, a password, and in. */
export const Component = (): ReactNode => {
  const say = useSay()
  const [code, setCode] = useCodeOfAddress()
  const look = useQuery({
    queryKey: ['slip', code],
    queryFn: () => call(accountsContract.lookSlip, { body: { code } }),
    enabled: code !== '',
    retry: false,
    gcTime: 0,
  })
  if (look.data?.purpose === 'phone') return <BindStep code={code} />
  if (look.data) return <SetPassword slip={{ ...look.data, code }} onOther={() => setCode('')} />
  return (
    <Front title={say(words.bySlip)} lead={say(words.slipLead)}>
      <Form
        {...formManner}
        initialValues={{ typed: code }}
        onFinish={({ typed }: { typed: string }) => {
          if (typed.trim() === code) void look.refetch()
          setCode(typed.trim())
        }}
      >
        <Form.Item
          name="typed"
          label={say(words.typeCode)}
          rules={[{ required: true, whitespace: true, message: say(words.needCode) }]}
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={24} autoFocus />
        </Form.Item>
        <ProblemAlert error={look.error} />
        <Button type="primary" htmlType="submit" size="large" block loading={look.isFetching}>
          {say(words.look)}
        </Button>
      </Form>
      <p className="front-note">
        <a href={paths.today}>{say(words.toSignIn)}</a>
      </p>
    </Front>
  )
}

const BindStep = ({ code, signedIn = false }: { code?: string; signedIn?: boolean }): ReactNode => {
  const say = useSay()
  const [done, setDone] = useState(false)
  return (
    <Front title={say(phoneWords.bindTitle)}>
      {done ? (
        <p className="done">{say(phoneWords.bindDone)}</p>
      ) : (
        <BindPhone {...(code ? { code } : {})} onDone={() => setDone(true)} />
      )}
      {(done || signedIn) && (
        <p className="front-note">
          <a href={paths.today}>{say(done ? phoneWords.goOn : phoneWords.later)}</a>
        </p>
      )}
    </Front>
  )
}

const SetPassword = ({ slip, onOther }: { slip: Found; onOther: () => void }): ReactNode => {
  const say = useSay()
  const { enter } = useSession()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ next: string }>()
  const narrow = useNarrow()
  const [set, setSet] = useState(false)
  const [binding, setBinding] = useState(false)
  const { busy, error, send } = useSending((problem) => showProblems(form, problem))
  const use = ({ next }: { next: string }): void =>
    send(
      (async () => {
        if (!set) await call(accountsContract.useSlip, { body: { code: slip.code, password: next } })
        setSet(true)
        const me = await call(identityContract.signIn, { body: { username: slip.username, password: next } })
        enter(me)
        if (narrow) setBinding(true)
        else await navigate(paths.today)
      })(),
    )
  if (binding) return <BindStep signedIn />
  return (
    <Front title={say(words.hello, { name: slip.name })} lead={say(words.yourUser, { username: slip.username })}>
      <Form form={form} {...formManner} onFinish={use}>
        <input type="text" autoComplete="username" value={slip.username} readOnly hidden />
        {!set && <NewPassword username={slip.username} name="next" />}
        <div role="status">{set && error ? <p className="done">{say(words.setDone)}</p> : null}</div>
        <ProblemAlert error={error} fieldName={() => say(identityWords.newPassword)} />
        {set ? (
          <a href={paths.today}>{say(words.toSignIn)}</a>
        ) : (
          <>
            <Button type="primary" htmlType="submit" size="large" block loading={busy}>
              {say(words.setPassword)}
            </Button>
            <Button type="text" block onClick={onOther}>
              {say(words.notMe)}
            </Button>
          </>
        )}
      </Form>
    </Front>
  )
}
