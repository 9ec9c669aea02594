import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { identityContract, type Me } from '#modules/identity/contract.ts'
import { orgContract } from '#modules/org/contract.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { NewPassword } from './NewPassword.tsx'
import { formManner, useSending } from './useSending.ts'
import { identityWords as words } from './words.ts'

type Fields = { readonly username: string; readonly name: string; readonly password: string; readonly unit: string }

/** The first administrator of an empty house. */
export const SetUpForm = ({ onDone }: { onDone: (me: Me) => void }): ReactNode => {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const username = Form.useWatch('username', form) ?? ''
  // Where units may be looked up only after sign-in, the code of the place is typed instead.
  const lookUp = useQuery({
    queryKey: ['units', 'first'],
    queryFn: () => call(orgContract.findUnits, { query: { limit: 1 } }),
    retry: false,
  })
  const { busy, error, send } = useSending((problem) => showProblems(form, problem))
  const setUp = ({ name, password, unit, username }: Fields): void =>
    send(
      call(identityContract.setUp, { body: { username: username.trim(), name: name.trim(), password, unit } }).then(
        onDone,
      ),
    )
  return (
    <Form form={form} {...formManner} onFinish={setUp}>
      <Form.Item
        name="name"
        label={say(words.realName)}
        rules={[{ required: true, whitespace: true, message: say(words.needName) }]}
      >
        <Input autoComplete="name" maxLength={50} autoFocus />
      </Form.Item>
      <Form.Item
        name="username"
        label={say(words.username)}
        extra={say(words.usernameRule)}
        rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{2,39}$/, message: say(words.badUsername) }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={40} />
      </Form.Item>
      {lookUp.isError ? (
        <Form.Item
          name="unit"
          label={say(words.ownPlaceCode)}
          extra={say(words.ownPlaceCodeWhy)}
          rules={[{ required: true, pattern: /^\d{6}(\d{3})?(\d{3})?$/, message: say(words.badPlaceCode) }]}
        >
          <Input inputMode="numeric" maxLength={12} />
        </Form.Item>
      ) : (
        <Form.Item
          name="unit"
          label={say(words.ownPlace)}
          extra={say(words.ownPlaceWhy)}
          rules={[{ required: true, message: say(words.needPlace) }]}
        >
          <UnitPicker />
        </Form.Item>
      )}
      <NewPassword name="password" username={username} />
      <ProblemAlert error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {say(words.begin)}
      </Button>
    </Form>
  )
}
