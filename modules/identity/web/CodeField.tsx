import { Form, Input, type InputRef } from 'antd'
import type { ReactNode, Ref } from 'react'
import { useSay } from '#web/preferences.ts'
import { sixDigits } from './digits.ts'
import { identityWords as words } from './words.ts'

/** The six digits of the second factor; field `code` of the surrounding form. */
export const CodeField = ({ ref }: { ref?: Ref<InputRef> }): ReactNode => {
  const say = useSay()
  return (
    <Form.Item
      name="code"
      label={say(words.code)}
      extra={say(words.codeAsk)}
      normalize={sixDigits}
      rules={[{ required: true, pattern: /^\d{6}$/, message: say(words.needCode) }]}
    >
      <Input {...(ref ? { ref } : {})} inputMode="numeric" autoComplete="one-time-code" />
    </Form.Item>
  )
}
