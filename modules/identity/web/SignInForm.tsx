import { Button, Form, Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { identityContract, type Me } from '#modules/identity/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { CodeField } from './CodeField.tsx'
import { formManner, useSending } from './useSending.ts'
import { identityWords as words } from './words.ts'

type Fields = { readonly username: string; readonly password: string; readonly code?: string }

/** The code of a refusal, or nothing. */
export const codeOf = (problem: unknown): string => (problem instanceof CallError ? problem.code : '')

/**
 * User name, password and, when the server asks, the six digits. A fixed `username` is not asked for; with `start` the server
 * has asked for the digits already.
 */
export const SignInForm = ({
  username,
  start,
  verb,
  plain = false,
  by = (body) => call(identityContract.signIn, { body }),
  onDone,
}: {
  username?: string
  start?: { readonly username: string; readonly password: string } | undefined
  verb: string
  /** Another way in stands above: only one button is solid. */
  plain?: boolean
  /** What is asked with what was typed; signing in where nothing else is said. */
  by?: (body: { username: string; password: string; code?: string }) => Promise<Me>
  onDone: (me: Me) => Promise<void> | void
}): ReactNode => {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const [asksCode, setAsksCode] = useState(start !== undefined)
  const password = useRef<InputRef>(null)
  const code = useRef<InputRef>(null)

  useEffect(() => {
    if (asksCode) code.current?.focus()
  }, [asksCode])

  const { busy, error, send } = useSending((problem) => {
    const field = { 'identity.wrong': password, 'identity.codeWrong': code }[codeOf(problem)]
    field?.current?.focus({ cursor: 'all' })
  })
  const signIn = (fields: Fields): void => {
    const body = {
      username: username ?? fields.username.trim(),
      password: fields.password,
      ...(asksCode && fields.code ? { code: fields.code } : {}),
    }
    send(
      by(body).then(onDone, (problem: unknown) => {
        if (codeOf(problem) !== 'identity.codeNeeded') throw problem
        setAsksCode(true)
      }),
    )
  }
  return (
    <Form
      form={form}
      {...formManner}
      {...(start ? { initialValues: start } : {})}
      // Whose digits were asked for is known of one person only.
      onValuesChange={(changed) => 'username' in changed && setAsksCode(false)}
      onFinish={signIn}
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
      {asksCode && <CodeField ref={code} />}
      <ProblemAlert error={error} />
      <Button type={plain ? 'default' : 'primary'} htmlType="submit" size="large" block loading={busy}>
        {verb}
      </Button>
    </Form>
  )
}
