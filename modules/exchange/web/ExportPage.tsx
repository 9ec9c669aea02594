import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { call } from '#platform/http/client.ts'
import { paths, toMatters } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { exchangeContract } from '../contract.ts'
import { useKinds } from './data.ts'
import { words } from './words.ts'
import './exchange.css'

type Asked = NonNullable<Parameters<typeof call<typeof exchangeContract.exportList>>[1]['query']>

/** Exports the list one came from, with its tab and filters, for a purpose that is kept. */
export const Component = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const handOver = useHandOver()
  const [params] = useSearchParams()
  const [purpose, setPurpose] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const kinds = useKinds().data ?? []
  const filters = Object.fromEntries(params)
  const short = purpose.trim().length < 2
  const kind = kinds.find(({ key }) => key === filters['kind'])
  const told = [kind && say(kind.label), filters['from'], filters['to']].filter(Boolean).join(' · ')
  const take = (format: 'xlsx' | 'csv'): void => {
    setBusy(true)
    setDone(false)
    setError(null)
    call(exchangeContract.exportList, { query: { ...filters, purpose: purpose.trim(), format } as Asked })
      .then((blob) => {
        handOver(blob, `${say(words.matters)}.${format}`)
        setDone(true)
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Page title={say(words.export)} crumbs={[{ label: say(words.matters), to: toMatters(filters) }]}>
      <Sheet>
        <div className="stack">
          <p>{say(words.exportLead)}</p>
          {told && <p className="exchange-quiet">{say(words.exportWhich, { what: told })}</p>}
          <div>
            <label htmlFor={`${id}purpose`}>{say(words.purpose)}</label>
            <Input
              id={`${id}purpose`}
              value={purpose}
              maxLength={500}
              onChange={(event) => setPurpose(event.target.value)}
            />
          </div>
          <DownloadNote />
          <ProblemAlert error={error} />
          {short && <Reason id={`${id}why`}>{say(words.purposeWhy)}</Reason>}
          <div className="next-step-buttons">
            <Button
              type="primary"
              loading={busy}
              disabled={short}
              aria-describedby={`${id}why`}
              onClick={() => take('xlsx')}
            >
              {say(words.exportXlsx)}
            </Button>
            <Button disabled={short || busy} onClick={() => take('csv')}>
              {say(words.exportCsv)}
            </Button>
          </div>
          <p role="status">{done ? say(words.exported) : ''}</p>
          <Link to={Object.keys(filters).length > 0 ? toMatters(filters) : paths.matters}>{say(words.backToList)}</Link>
        </div>
      </Sheet>
    </Page>
  )
}
