import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { NewPassword } from './NewPassword.tsx'
import { identityWords as words } from './words.ts'

type Fields = { readonly old: string; readonly next: string }

/** The present password and a new one; ends the sign-ins elsewhere. */
export const ChangePassword = ({ onDone }: { onDone?: () => void }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = ({ old, next }: Fields): void => {
    setBusy(true)
    setError(null)
    setDone(false)
    call(identityContract.changePassword, { body: { old, next } })
      .then(() => {
        form.resetFields()
        setDone(true)
        onDone?.()
      })
      .catch((problem: unknown) => {
        showProblems(form, problem)
        setError(problem)
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
      className="narrow-form"
      scrollToFirstError={{ focus: true }}
    >
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
