import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { NewPassword } from './NewPassword.tsx'
import { formManner, useSending } from './useSending.ts'
import { identityWords as words } from './words.ts'

type Fields = { readonly old: string; readonly next: string }

/** The present password and a new one; ends the sign-ins elsewhere. */
export const ChangePassword = ({ onDone }: { onDone?: () => void }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const [form] = Form.useForm<Fields>()
  const [done, setDone] = useState(false)
  const { busy, error, send } = useSending((problem) => showProblems(form, problem))
  const change = ({ old, next }: Fields): void => {
    setDone(false)
    send(
      call(identityContract.changePassword, { body: { old, next } }).then(() => {
        form.resetFields()
        setDone(true)
        onDone?.()
      }),
    )
  }
  return (
    <Form form={form} {...formManner} onFinish={change} className="narrow-form">
      <input type="text" autoComplete="username" value={me.account.username} readOnly hidden />
      <Form.Item
        name="old"
        label={say(words.oldPassword)}
        rules={[{ required: true, message: say(words.needPassword) }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <NewPassword username={me.account.username} />
      <ProblemAlert error={error} />
      <div role="status">{done && <p className="done">{say(words.changed)}</p>}</div>
      <Button htmlType="submit" loading={busy}>
        {say(words.save)}
      </Button>
    </Form>
  )
}
