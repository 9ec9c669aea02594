import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { toReport } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { reportsContract } from '../contract.ts'
import { keys, useTemplates } from './data.ts'
import { words } from './words.ts'

/** Starts a report: the likely period and one's own unit are chosen already, so one press writes it. */
export const NewReport = ({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode => {
  const say = useSay()
  return (
    <Sidebar open={open} title={say(words.write)} onClose={onClose}>
      {open && <Form />}
    </Sidebar>
  )
}

const Form = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const id = useId()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data, error } = useTemplates()
  // Made once, so that pressing twice writes one report.
  const [report] = useState(newId)
  const [template, setTemplate] = useState<string | null>(null)
  const [period, setPeriod] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const [unit, setUnit] = useState<string | undefined>(me.post.unit.code)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const chosen = data?.templates.find(({ key }) => key === template) ?? data?.templates[0]
  const at = period ?? chosen?.periods[0]?.key ?? ''
  if (!data || !chosen) return <ProblemAlert error={error} />
  const write = (): void => {
    setBusy(true)
    setProblem(null)
    call(reportsContract.create, {
      params: { id: report },
      body: { template: chosen.key, period: at === 'other' ? other.trim() : at, ...(unit ? { unit } : {}) },
    })
      .then((view) => {
        client.setQueryData(keys.report(view.id, 'internal'), view)
        void client.invalidateQueries({ queryKey: keys.list })
        return navigate(toReport(view.id))
      })
      .catch(setProblem)
      .finally(() => setBusy(false))
  }
  const radio = (
    name: string,
    value: string,
    text: string,
    checked: boolean,
    choose: (value: string) => void,
  ): ReactNode => (
    <label key={value} className="radio">
      <input type="radio" name={`${id}${name}`} value={value} checked={checked} onChange={() => choose(value)} />
      {text}
    </label>
  )
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        write()
      }}
    >
      {data.templates.length > 1 && (
        <fieldset className="report-choice">
          <legend>{say(words.template)}</legend>
          {data.templates.map((one) => radio('t', one.key, say(one.label), one.key === chosen.key, setTemplate))}
        </fieldset>
      )}
      <fieldset className="report-choice">
        <legend>{say(words.period)}</legend>
        {chosen.periods.map((one) => radio('p', one.key, say(one.label), one.key === at, setPeriod))}
        {radio('p', 'other', say(words.otherPeriod), at === 'other', setPeriod)}
        {at === 'other' && (
          <Input
            value={other}
            onChange={(event) => setOther(event.target.value)}
            placeholder={say(words.periodHint)}
            aria-label={say(words.otherPeriod)}
            autoFocus
          />
        )}
      </fieldset>
      <label htmlFor={`${id}u`}>{say(words.unit)}</label>
      <UnitPicker id={`${id}u`} value={unit} onChange={setUnit} within={me.post.unit.code} />
      <ProblemAlert error={problem} />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={busy}
        disabled={at === 'other' && other.trim() === ''}
      >
        {say(words.writeIt)}
      </Button>
    </form>
  )
}
