import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { uploadLimit } from '#platform/files/kinds.ts'
import { call } from '#platform/http/client.ts'
import { toImport } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { DropZone } from '#web/ui/DropZone.tsx'
import { newId } from '#web/ui/newId.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { useHandOver } from '#web/ui/downloads.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { upload } from '#web/upload.ts'
import { exchangeContract } from '../contract.ts'
import type { DeskView } from '../shapes.ts'
import { Batches } from './Batches.tsx'
import { type Imports, keys, useImports, useKinds } from './data.ts'
import { Memory } from './Memory.tsx'
import { words } from './words.ts'
import './exchange.css'

/** 事项 → 导入: a table is dropped here; below it what is being brought in and what was. */
export const Component = (): ReactNode => {
  const say = useSay()
  const found = useImports()
  const files = found.data?.files ?? []
  return (
    <Page title={say(words.import)}>
      <Sheet>
        <TableDrop />
      </Sheet>
      {files.length > 0 && (
        <Sheet title={say(words.files)}>
          <ul className="exchange-list">
            {files.map((file) => (
              <li key={file.id}>
                <Link to={toImport(file.id)}>{file.name}</Link>
                <span className="tag">{stateOf(file, say)}</span>
                <span className="exchange-quiet">
                  {say(file.kindLabel)} · {clockTime(file.createdAt)}
                </span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <Sheet title={say(words.batches)}>
        <ProblemAlert error={found.error} />
        <Batches batches={found.data?.batches} />
      </Sheet>
      <Memory />
    </Page>
  )
}

const stateOf = ({ status, faulty, check }: Imports['files'][number], say: Say): string => {
  if (status === 'done' && faulty === 0) return say(words.sheetsLeft)
  if (status === 'done') return say(words.doneLeft, { n: faulty })
  if (check && check.total > 0) return say(words.checking, check)
  return say(status === 'checking' ? words.reading : words[status])
}

/** Takes one table by drag or by choice and opens its page. */
const TableDrop = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const navigate = useNavigate()
  const handOver = useHandOver()
  const kinds = useKinds().data ?? []
  const choose = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState('')
  const [share, setShare] = useState<number | null>(null)
  const [why, setWhy] = useState('')
  const [error, setError] = useState<unknown>(null)
  const chosen = kind || kinds[0]?.key || ''
  const take = (file: File | undefined): void => {
    setError(null)
    setWhy('')
    if (!file || chosen === '') return
    if (file.size > uploadLimit) return setWhy(say(words.tooBig, { name: file.name }))
    setShare(0)
    const desk = newId()
    const query = new URLSearchParams({ kind: chosen, name: file.name })
    upload<DeskView>(`/api/v1/imports/${desk}?${query}`, file, setShare)
      .then((view) => {
        client.setQueryData(keys.desk(desk), view)
        void client.invalidateQueries({ queryKey: keys.list })
        return navigate(toImport(desk))
      })
      .catch(setError)
      .finally(() => setShare(null))
  }
  return (
    <div className="stack">
      <div className="exchange-kind">
        <label htmlFor={`${id}kind`}>{say(words.kind)}</label>
        <select id={`${id}kind`} className="field" value={chosen} onChange={(event) => setKind(event.target.value)}>
          {kinds.map((one) => (
            <option key={one.key} value={one.key}>
              {say(one.label)}
            </option>
          ))}
        </select>
        <Button
          disabled={chosen === ''}
          onClick={() => {
            call(exchangeContract.form, { params: { kind: chosen } }).then(
              (blob) => handOver(blob, `${say(words.form)}.xlsx`),
              setError,
            )
          }}
        >
          {say(words.form)}
        </Button>
      </div>
      <DropZone label={say(words.drop)} onFiles={([file]) => take(file)}>
        <span>
          {say(words.drop)} {say(words.or)}
        </span>
        <Button type="primary" loading={share !== null} onClick={() => choose.current?.click()}>
          {say(words.choose)}
        </Button>
        <input
          ref={choose}
          type="file"
          hidden
          accept=".xlsx,.xls,.csv,.et,.txt"
          aria-label={say(words.choose)}
          onChange={({ target }) => {
            take(target.files?.[0])
            target.value = ''
          }}
        />
        <Reason>{say(words.rule)}</Reason>
      </DropZone>
      <div aria-live="polite">
        {share !== null && (
          <>
            <Progress
              percent={Math.round(share * 100)}
              size="small"
              aria-label={say(words.sending, { n: Math.round(share * 100) })}
            />
          </>
        )}
        {why && <Reason>{why}</Reason>}
        <ProblemAlert error={error} />
      </div>
    </div>
  )
}
