import { Button, Form, Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { identityContract, type Me } from '#modules/identity/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { identityWords as words } from './words.ts'

type Fields = { readonly username: string; readonly password: string; readonly code?: string }

/** User name, password and, when the server asks, the six digits. A fixed `username` is not asked for. */
export const SignInForm = ({
  username,
  verb,
  onDone,
}: {
  username?: string
  verb: string
  onDone: (me: Me) => Promise<void> | void
}): ReactNode => {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const [asksCode, setAsksCode] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const password = useRef<InputRef>(null)
  const code = useRef<InputRef>(null)

  useEffect(() => {
    if (asksCode) code.current?.focus()
  }, [asksCode])

  const send = (fields: Fields): void => {
    setBusy(true)
    setError(null)
    const body = {
      username: username ?? fields.username.trim(),
      password: fields.password,
      ...(asksCode && fields.code ? { code: fields.code } : {}),
    }
    call(identityContract.signIn, { body })
      .then(onDone)
      .catch((problem: unknown) => {
        if (problem instanceof CallError && problem.code === 'identity.codeNeeded') return setAsksCode(true)
        setError(problem)
        if (problem instanceof CallError && problem.code === 'identity.wrong')
          password.current?.focus({ cursor: 'all' })
        if (problem instanceof CallError && problem.code === 'identity.codeWrong')
          code.current?.focus({ cursor: 'all' })
      })
      .finally(() => setBusy(false))
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={send}
      validateTrigger="onSubmit"
      scrollToFirstError={{ focus: true }}
    >
      {username === undefined && (
        <Form.Item
          name="username"
          label={say(words.username)}
          rules={[{ required: true, whitespace: true, message: say(words.needUsername) }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={40} />
        </Form.Item>
      )}
      <Form.Item
        name="password"
        label={say(words.password)}
        rules={[{ required: true, message: say(words.needPassword) }]}
      >
        <Input.Password
          ref={password}
          autoComplete="current-password"
          autoFocus={username !== undefined}
          maxLength={200}
        />
      </Form.Item>
      {asksCode && (
        <Form.Item
          name="code"
          label={say(words.code)}
          extra={say(words.codeAsk)}
          rules={[{ required: true, pattern: /^\d{6}$/, message: say(words.needCode) }]}
        >
          <Input ref={code} inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
      )}
      <ProblemAlert error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {verb}
      </Button>
    </Form>
  )
}
