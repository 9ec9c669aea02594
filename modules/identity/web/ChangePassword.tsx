import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { CodeField } from './CodeField.tsx'
import { NewPassword } from './NewPassword.tsx'
import { formManner, useSending } from './useSending.ts'
import { identityWords as words } from './words.ts'

type Fields = {
  readonly old: string
  readonly next: string
  readonly code?: string
  readonly releasePhones?: boolean
}

/** The present password and a new one; ends the sign-ins elsewhere, and lets bound phones go where she wants that. */
export const ChangePassword = ({ onDone }: { onDone?: () => void }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [done, setDone] = useState(false)
  const phones = useQuery({ queryKey: ['phones'], queryFn: () => call(phonesContract.phones, {}) })
  const bound = phones.data?.phones ?? []
  const { busy, error, send } = useSending((problem) => showProblems(form, problem))
  const change = ({ old, next, code, releasePhones = false }: Fields): void => {
    setDone(false)
    send(
      call(identityContract.changePassword, { body: { old, next, releasePhones, ...(code ? { code } : {}) } }).then(
        () => {
          form.resetFields()
          void queries.invalidateQueries({ queryKey: ['phones'] })
          setDone(true)
          onDone?.()
        },
      ),
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
      {me.account.secondFactor && <CodeField />}
      <NewPassword username={me.account.username} />
      {bound.length > 0 && (
        <Form.Item name="releasePhones" valuePropName="checked">
          <Checkbox>
            {say(words.releasePhones).replace('{phones}', () => bound.map(({ name }) => name).join('、'))}
          </Checkbox>
        </Form.Item>
      )}
      <ProblemAlert error={error} />
      <div role="status">{done && <p className="done">{say(words.changed)}</p>}</div>
      <Button htmlType="submit" loading={busy}>
        {say(words.save)}
      </Button>
    </Form>
  )
}
