import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { paths, toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Field } from './Field.tsx'
import { words } from './words.ts'
import './cases.css'

/** 紧急查看: life is in danger and the matter is not one's own. By exact number only; owner, supervisor and auditor are told. */
export const Component = (): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const at = (path: string): string | undefined =>
    error instanceof CallError ? error.fields.find((field) => field.path === path)?.message : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    call(casesContract.breakGlass, { body: { number: number.trim(), reason: reason.trim() } })
      .then((one) => navigate(toMatter(one)), setError)
      .finally(() => setBusy(false))
  }
  return (
    <Page title={say(words.breakGlass)} crumbs={[{ label: say(words.matters), to: paths.matters }]}>
      <Sheet className="case-narrow">
        <p>{say(words.breakLead)}</p>
        <form className="case-stack" noValidate onSubmit={submit}>
          <Field label={say(words.breakNumber)} problem={at('number')}>
            {(bound) => (
              <Input
                {...bound}
                autoComplete="off"
                maxLength={40}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field label={say(words.breakReason)} problem={at('reason')}>
            {(bound) => (
              <Input.TextArea
                {...bound}
                autoSize={{ minRows: 3 }}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <ProblemAlert error={error} />
          <div>
            <Button type="primary" htmlType="submit" loading={busy}>
              {say(words.breakGo)}
            </Button>
          </div>
        </form>
      </Sheet>
    </Page>
  )
}
