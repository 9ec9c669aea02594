import { useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { PeriodPicker, toRecords } from '#modules/figures/web/index.tsx'
import { withheldLabels } from '#modules/figures/define.ts'
import { localDate, parsePeriod } from '#platform/clock/time.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { type Binding, type Fill, formsContract, type FormView, type FormValue, type Whose } from '../contract.ts'
import { figureShowsLabels, formWordLabels, listColumnLabels } from '../define.ts'
import { BindPanel } from './BindPanel.tsx'
import { keys, useChoices, useCodeNames, useForm, useValues } from './data.ts'
import { type Mark, SheetGrid } from './SheetGrid.tsx'
import { words } from './words.ts'
import './forms.css'

/** One form: its sheets to click on, the period, and the filled file. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { id = '' } = useParams()
  const found = useForm(id)
  const crumbs = [{ label: say(words.forms), to: paths.forms }]
  if (!found.data)
    return (
      <Page title={say(words.forms)} crumbs={crumbs}>
        {found.error ? (
          <>
            <ProblemAlert error={found.error} />
            <Button onClick={() => void found.refetch()}>{say(words.retry)}</Button>
          </>
        ) : (
          <Skeleton active aria-label={say(words.loading)} />
        )}
      </Page>
    )
  return (
    <Page title={found.data.name} crumbs={crumbs}>
      <Form form={found.data} />
    </Page>
  )
}

const Form = ({ form }: { form: FormView }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const today = localDate(new Date(me.now))
  const client = useQueryClient()
  const navigate = useNavigate()
  const [period, setPeriod] = useState(lastHalf(today))
  const [whose, setWhose] = useState<Whose>('form')
  const [sheet, setSheet] = useState(0)
  const [picked, setPicked] = useState<string | null>(null)
  const [before, setBefore] = useState<readonly (readonly Binding[])[]>([])
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const values = useValues(form.id, form.version, { period, whose }, form.bindings.length > 0)
  const names = useNames(say, form.bindings)
  const handOver = useHandOver()
  const shown = form.sheets[sheet]
  const ofBelow = me.post.unit.code !== form.unit.code
  const named = { form: form.unit.name, own: me.post.unit.name }
  const failed = (problem: unknown): void => setError(problem)
  const save = (bindings: readonly Binding[]): Promise<void> => {
    setError(null)
    return call(formsContract.bind, {
      params: { id: form.id },
      body: { version: form.version, bindings: [...bindings] },
    }).then((view) => void client.setQueryData(keys.form(form.id), view), failed)
  }
  const set = (fill: Fill | null): void => {
    const rest = form.bindings.filter((one) => one.sheet !== sheet || one.cell !== picked)
    setBefore([...before, form.bindings])
    setPicked(null)
    void save(fill && picked ? [...rest, { sheet, cell: picked, fill }] : rest)
  }
  const undo = (): void => {
    const last = before.at(-1)
    if (!last) return
    setBefore(before.slice(0, -1))
    void save(last)
  }
  const download = (): void => {
    setError(null)
    setBusy(true)
    call(formsContract.fill, { params: { id: form.id }, body: { period, whose } })
      .then(
        (blob) => handOver(blob, [form.name, ...(ofBelow ? [named[whose]] : []), `${period}.xlsx`].join('-')),
        failed,
      )
      .finally(() => setBusy(false))
  }
  const remove = (): void =>
    void call(formsContract.remove, { params: { id: form.id } }).then(() => {
      void client.invalidateQueries({ queryKey: keys.list })
      return navigate(paths.forms)
    }, failed)
  const mine = form.bindings.filter((one) => one.sheet === sheet)
  const comparing = form.bindings.some(({ fill }) => fill.what === 'figure' && fill.shows !== undefined)
  const read = parsePeriod(period)
  const running = read.ok && read.value.to >= today
  const bound = mine.find(({ cell }) => cell === picked)?.fill ?? null
  return (
    <>
      <Sheet>
        <div className="forms-tools">
          <PeriodPicker value={period} thisYear={Number(today.slice(0, 4))} onChange={setPeriod} />
          <Button type="primary" disabled={form.bindings.length === 0} loading={busy} onClick={download}>
            {say(words.fill)}
          </Button>
          {before.length > 0 && <Button onClick={undo}>{say(words.undo)}</Button>}
          {form.mayChange && (
            <Popconfirm
              title={say(words.removeSure)}
              okText={say(words.remove)}
              cancelText={say(words.keep)}
              onConfirm={remove}
            >
              <Button>{say(words.remove)}</Button>
            </Popconfirm>
          )}
        </div>
        {form.bindings.length === 0 ? <Reason>{say(words.nothingBound)}</Reason> : <DownloadNote />}
        {comparing && running && <Reason>{say(words.running)}</Reason>}
        {keptBack(values.data?.values ?? []) && <Reason>{say(words.hiddenCells)}</Reason>}
        {!form.mayChange && <Reason>{say(words.notYours, { unit: form.unit.name })}</Reason>}
        {ofBelow && form.bindings.length > 0 && (
          <div className="forms-sheets" role="group" aria-label={say(words.whose)}>
            {(['form', 'own'] as const).map((one) => (
              <Button
                key={one}
                type={one === whose ? 'primary' : 'default'}
                aria-pressed={one === whose}
                onClick={() => setWhose(one)}
              >
                {say(one === 'form' ? words.theirNumbers : words.ownNumbers, { unit: named[one] })}
              </Button>
            ))}
          </div>
        )}
        <ProblemAlert error={error ?? values.error} />
      </Sheet>
      <Sheet>
        {form.sheets.length > 1 && (
          <div className="forms-sheets" role="group" aria-label={say(words.sheets)}>
            {form.sheets.map(({ name }, place) => (
              <Button
                key={name}
                type={place === sheet ? 'primary' : 'default'}
                aria-pressed={place === sheet}
                onClick={() => setSheet(place)}
              >
                {name}
              </Button>
            ))}
          </div>
        )}
        {shown && (
          <SheetGrid
            key={sheet}
            sheet={shown}
            marks={marksOf(mine, values.data?.values ?? [], names)}
            onPick={form.mayChange ? setPicked : null}
          />
        )}
        <Behind
          values={(values.data?.values ?? []).filter((one) => one.sheet === sheet)}
          bindings={mine}
          names={names}
        />
      </Sheet>
      <BindPanel cell={picked} fill={bound} onSet={set} onClose={() => setPicked(null)} />
    </>
  )
}

const keptBack = (values: readonly FormValue[]): boolean =>
  values.some(({ text }) => text === withheldLabels.small.zh || text === withheldLabels.covered.zh)

// What is reported is usually the half-year that has ended, or the running one in its second half.
const lastHalf = (today: string): string =>
  today.slice(5, 7) > '06' ? `${today.slice(0, 4)}H1` : `${Number(today.slice(0, 4)) - 1}H2`

const useNames = (say: Say, bindings: readonly Binding[]): ((fill: Fill) => string) => {
  const { measures, kinds } = useChoices()
  const used = new Set(bindings.flatMap(({ fill }) => (fill.what === 'figure' ? [fill.kind] : [])))
  const lists = kinds.flatMap(({ key, categories, channels }) =>
    used.has(key) ? [categories, ...(channels ? [channels] : [])] : [],
  )
  const codes = useCodeNames([...new Set(lists)])
  return (fill) => {
    if (fill.what === 'word') return say(formWordLabels[fill.word])
    const kind = measures.find(({ key }) => key === fill.kind)
    const kindName = kind ? say(kind.label) : ''
    if (fill.what === 'column') return `${kindName} ${say(listColumnLabels[fill.column])}`
    const measure = kind?.measures.find(({ key }) => key === fill.measure)
    const shape = kinds.find(({ key }) => key === fill.kind)
    const named = (list: string | null | undefined, code: string): string => {
      const name = list && codes.get(list)?.get(code)
      return name ? say(name) : code
    }
    const classes = [...(fill.category ? [fill.category] : []), ...(fill.classes ?? [])]
    return [
      kindName,
      measure && say(measure.label),
      classes.map((code) => named(shape?.categories, code)).join(' + '),
      fill.channel && named(shape?.channels, fill.channel),
      fill.unit,
      fill.shows && say(figureShowsLabels[fill.shows]),
    ]
      .filter(Boolean)
      .join(' ')
  }
}

const marksOf = (
  bindings: readonly Binding[],
  values: readonly FormValue[],
  names: (fill: Fill) => string,
): ReadonlyMap<string, Mark> =>
  new Map(
    bindings.map(({ sheet, cell, fill }) => [
      cell,
      {
        text: values.find((one) => one.sheet === sheet && one.cell === cell)?.text ?? '…',
        about: names(fill),
      },
    ]),
  )

const recordsTo = ({ measure, unit, period, ...cut }: NonNullable<FormValue['records']>): string =>
  toRecords(measure, { unit, period }, cut)

/** The numbers of a sheet with the way to their records. */
const Behind = ({
  values,
  bindings,
  names,
}: {
  values: readonly FormValue[]
  bindings: readonly Binding[]
  names: (fill: Fill) => string
}): ReactNode => {
  const say = useSay()
  const rows = bindings.flatMap(({ cell, fill }) => {
    const value = values.find((one) => one.cell === cell)
    return value && fill.what === 'figure' ? [{ cell, fill, value }] : []
  })
  if (rows.length === 0) return null
  return (
    <ul className="forms-behind">
      {rows.map(({ cell, fill, value }) => (
        <li key={cell}>
          <strong>{cell}</strong> {names(fill)}: {value.text}{' '}
          {value.records && <Link to={recordsTo(value.records)}>{say(words.records)}</Link>}
        </li>
      ))}
    </ul>
  )
}
