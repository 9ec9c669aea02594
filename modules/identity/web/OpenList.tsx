import { fileName } from '#web/practice.ts'
import { Button } from 'antd'
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { holdSlips } from './held-slips.ts'
import { officeWords } from './office-words.ts'
import { slipWords as words } from './slip-words.ts'
import { useSending } from './useSending.ts'

type Checked = Answer<typeof accountsContract.openList>
const kinds = '.xlsx,.csv,.txt'

/** Accounts from a table people keep: checked first, with every faulty cell named, then opened all together. */
export const OpenList = ({ onDone, onClose }: { onDone: () => Promise<void>; onClose: () => void }): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const choose = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [meant, setMeant] = useState<ReadonlyMap<string, string>>(new Map())
  const { busy, error, send } = useSending()
  const ask = async (
    chosen: File,
    units: ReadonlyMap<string, string>,
    how: { readonly rehearse?: 'yes'; readonly partial?: 'yes' },
  ): Promise<Checked> =>
    call(accountsContract.openList, {
      query: { name: chosen.name, meant: [...units].map((one) => one.join(':')).join(','), ...how },
      body: chosen,
    })
  const take = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const chosen = target.files?.[0]
    // The same file can be chosen again after it was corrected.
    target.value = ''
    if (!chosen) return
    setFile(chosen)
    setChecked(null)
    setMeant(new Map())
    send(ask(chosen, new Map(), { rehearse: 'yes' }).then(setChecked))
  }
  // What one cell means, all of its column that say the same mean.
  const mean = (cell: string, code: string): void => {
    if (!file) return
    const next = new Map(meant).set(cell, code)
    setMeant(next)
    send(ask(file, next, { rehearse: 'yes' }).then(setChecked))
  }
  const open = (partial: boolean): void => {
    if (!file) return
    send(
      ask(file, meant, partial ? { partial: 'yes' } : {}).then(async (opened) => {
        if (opened.slips.length === 0) return setChecked(opened)
        holdSlips(opened.slips, opened.list)
        await onDone()
        await navigate(paths.accountSlips)
      }),
    )
  }
  const form = (): void =>
    send(
      call(accountsContract.listForm, {}).then((blob) => {
        const link = document.createElement('a')
        link.href = URL.createObjectURL(blob)
        link.download = fileName(`${say(words.listTitle)}.xlsx`)
        link.click()
        URL.revokeObjectURL(link.href)
      }),
    )
  const sound = checked !== null && checked.faults.length === 0
  return (
    <Sidebar
      open
      title={say(words.listTitle)}
      onClose={onClose}
      footer={
        <div className="next-step-buttons">
          {sound && checked.fresh > 0 && (
            <Button type="primary" loading={busy} onClick={() => open(false)}>
              {say(words.listGo, { n: checked.fresh })}
            </Button>
          )}
          {checked && !sound && checked.fresh > 0 && (
            <Button loading={busy} onClick={() => open(true)}>
              {say(words.listPart, { n: checked.fresh })}
            </Button>
          )}
          <Button onClick={onClose}>{say(officeWords.cancel)}</Button>
        </div>
      }
    >
      <div className="stack">
        <p>{say(words.listWhy)}</p>
        <div className="next-step-buttons">
          <Button onClick={form}>{say(words.listForm)}</Button>
          <Button type={sound ? 'default' : 'primary'} loading={busy} onClick={() => choose.current?.click()}>
            {say(words.listFile)}
          </Button>
          <input ref={choose} type="file" hidden accept={kinds} aria-label={say(words.listFile)} onChange={take} />
        </div>
        {file && <p className="quiet">{file.name}</p>}
        <ProblemAlert error={error} />
        <div role="status">
          {sound && <p>{say(words.listChecked, { rows: checked.rows, fresh: checked.fresh, known: checked.known })}</p>}
          {sound && checked.fresh === 0 && <p>{say(words.listNothing)}</p>}
          {checked && !sound && <p>{say(words.listFaults, { n: checked.faults.length + checked.more })}</p>}
        </div>
        {checked && !sound && <Faults checked={checked} busy={busy} onMean={mean} />}
        {checked && !sound && checked.fresh > 0 && (
          <p className="quiet">{say(words.listPartWhy, { n: checked.rows - checked.known - checked.fresh })}</p>
        )}
      </div>
    </Sidebar>
  )
}

type Fault = Checked['faults'][number]

/** Equal words that are wrong for the same reason are one thing to say. */
const groupsOf = (faults: readonly Fault[]): readonly { readonly first: Fault; readonly cells: number }[] => {
  const groups = new Map<string, { first: Fault; cells: number }>()
  for (const first of faults) {
    const key = `${first.column} ${first.value} ${first.reason.zh}`
    const group = groups.get(key)
    if (group) group.cells += 1
    else groups.set(key, { first, cells: 1 })
  }
  return [...groups.values()]
}

const Faults = ({
  checked: { faults, more },
  busy,
  onMean,
}: {
  checked: Checked
  busy: boolean
  onMean: (cell: string, code: string) => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  return (
    <>
      <div className="list-faults" role="region" aria-label={say(words.faults)} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say(words.cell)}</th>
              <th scope="col">{say(words.value)}</th>
              <th scope="col">{say(words.reason)}</th>
            </tr>
          </thead>
          <tbody>
            {groupsOf(faults).map(({ first: fault, cells }) => (
              <tr key={`${fault.cell} ${fault.reason.zh}`}>
                <td>
                  {cells === 1 ? fault.cell : say(words.cellAnd, { cell: fault.cell, n: cells })}
                  <br />
                  <span className="quiet">{fault.column}</span>
                </td>
                <td>{fault.value || say(words.empty)}</td>
                <td>
                  {fault.reason[language]}
                  {fault.near.length > 0 && (
                    <span className="next-step-buttons">
                      {say(words.unitMeant)}
                      {fault.near.map(({ code, name }) => (
                        <Button key={code} size="small" disabled={busy} onClick={() => onMean(fault.cell, code)}>
                          {name}
                        </Button>
                      ))}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className="quiet">{say(words.listMore, { n: more })}</p>}
    </>
  )
}
