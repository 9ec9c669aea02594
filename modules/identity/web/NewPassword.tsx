import { Form, Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { useSay } from '#web/preferences.ts'
import { passwordHints } from './hints.ts'
import { identityWords as words } from './words.ts'

/** The new password twice with what it still lacks; fields `next` and `again` of the surrounding form. */
export const NewPassword = ({ username, name = 'next' }: { username: string; name?: string }): ReactNode => {
  const say = useSay()
  const id = useId()
  const form = Form.useFormInstance()
  const typed = (Form.useWatch(name, form) as string | undefined) ?? ''
  return (
    <>
      <Form.Item
        name={name}
        label={say(words.newPassword)}
        rules={[{ required: true, message: say(words.needPassword) }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} aria-describedby={id} />
      </Form.Item>
      <ul id={id} className="hints">
        {passwordHints(typed, username).map((hint) => (
          <li key={hint.text.zh} className={hint.met ? 'hint-met' : ''}>
            <span aria-hidden="true">{hint.met ? '✓' : '·'}</span> {say(hint.text)}
            <span className="only-heard"> {say(hint.met ? words.hintMet : words.hintOpen)}</span>
          </li>
        ))}
        <li>
          <span aria-hidden="true">·</span> {say(words.hintCommon)}
        </li>
      </ul>
      <Form.Item
        name="again"
        label={say(words.againPassword)}
        dependencies={[name]}
        rules={[
          {
            validator: (_, value: unknown) =>
              value === form.getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(say(words.differs))),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  )
}
