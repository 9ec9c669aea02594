import { useQuery } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { type ReactNode, useState } from 'react'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { canPasskey, makePasskey } from './passkey.ts'
import { PhoneProblem } from './PhoneSignIn.tsx'
import { phoneWords as words } from './phone-words.ts'
import { PinField } from './PinField.tsx'
import { formManner, useSending } from './useSending.ts'

/** Binds this phone: by finger or face where it can, else by six digits. `code` comes from the picture on her desk. */
export const BindPhone = ({ code, onDone }: { code?: string; onDone: () => void }): ReactNode => {
  const say = useSay()
  const withCode = code === undefined ? {} : { code }
  const [byPin, setByPin] = useState(false)
  // It has a name because it stands beside the form of the password on 〔我的〕, whose fields are called alike.
  const [form] = Form.useForm<{ pin: string }>()
  const offer = useQuery({
    queryKey: ['phone', 'offer', code],
    queryFn: async () => ({
      ...(await call(phonesContract.offerPhone, { body: withCode })),
      able: await canPasskey(),
    }),
    retry: false,
    gcTime: 0,
    staleTime: 240_000,
  })
  const { busy, error, send } = useSending((problem) => showProblems(form, problem))
  const passkeys = offer.data?.able === true && offer.data.options !== null
  const bind = (how: () => Promise<{ pin: string } | { passkey: unknown }>): void =>
    send(
      (async () => {
        await call(phonesContract.bindPhone, { params: { id: newId() }, body: { ...withCode, ...(await how()) } })
        onDone()
      })(),
    )
  if (!offer.data) return <ProblemAlert error={offer.error} />
  return (
    <div className="stack">
      <p>{say(words.bindLead, { name: offer.data.name })}</p>
      {passkeys && !byPin ? (
        <>
          <Button
            type="primary"
            size="large"
            block
            loading={busy}
            onClick={() => bind(async () => ({ passkey: await makePasskey(offer.data.options) }))}
          >
            {say(words.bindPasskey)}
          </Button>
          <PhoneProblem error={error} />
          <Button block onClick={() => setByPin(true)}>
            {say(words.bindPin)}
          </Button>
        </>
      ) : (
        <Form form={form} name="phone" {...formManner} onFinish={({ pin }) => bind(() => Promise.resolve({ pin }))}>
          <Form.Item
            name="pin"
            label={say(words.pinNew)}
            extra={say(words.pinRule)}
            rules={[{ required: true, pattern: /^\d{6}$/, message: say(words.pinNeed) }]}
          >
            <PinField fresh autoFocus />
          </Form.Item>
          <Form.Item
            name="again"
            label={say(words.pinAgain)}
            dependencies={['pin']}
            rules={[
              {
                validator: (_, value: unknown) =>
                  value === form.getFieldValue('pin')
                    ? Promise.resolve()
                    : Promise.reject(new Error(say(words.pinDiffers))),
              },
            ]}
          >
            <PinField fresh />
          </Form.Item>
          <PhoneProblem error={error} />
          <Button type="primary" size="large" block htmlType="submit" loading={busy}>
            {say(words.bind)}
          </Button>
        </Form>
      )}
    </div>
  )
}
