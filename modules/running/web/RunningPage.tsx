import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { runningContract, type State } from '#modules/running/contract.ts'
import { clockSeconds, postingsMany } from '#modules/running/rules/health.ts'
import { PracticeKeeping } from '#modules/practice/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { sizeText } from '#platform/text/size.ts'
import { spanText } from '#platform/text/span.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { BackUpNow } from './BackUpNow.tsx'
import { words } from './words.ts'

const diskText = (disk: State['database']['disk'], say: Say): string =>
  disk === null
    ? say(words.diskUnknown)
    : say(words.diskFree, {
        percent: Math.floor((disk.free / disk.total) * 100),
        free: sizeText(disk.free),
        total: sizeText(disk.total),
      })

const backupFacts = ({ backup }: State, say: Say): readonly Fact[] => {
  const { made, failed, folder, disk } = backup
  return [
    {
      label: say(words.last),
      value: made
        ? `${say(words.lastAt, { at: clockTime(made.at), size: sizeText(made.bytes) })}${say(made.night ? words.night : words.hand)}`
        : say(words.lastNone),
    },
    ...(made ? [{ label: say(words.file), value: <span className="break">{made.file}</span> }] : []),
    ...(failed
      ? [
          {
            label: say(words.failed),
            value: say(words.failedAt, { at: clockTime(failed.at), why: say(failed.why) }),
          },
        ]
      : []),
    { label: say(words.folder), value: folder ?? say(words.folderNone) },
    ...(disk ? [{ label: say(words.backupDisk), value: diskText(disk, say) }] : []),
  ]
}

const storeFacts = (state: State, say: Say): readonly Fact[] => [
  { label: say(words.size), value: sizeText(state.database.bytes) },
  { label: say(words.disk), value: diskText(state.database.disk, say) },
  { label: say(words.units), value: state.units.toLocaleString('en') },
  {
    label: say(words.audit),
    value: state.auditLag < 60 ? say(words.auditNow) : say(words.lag, { span: say(spanText(state.auditLag)) }),
  },
  {
    label: say(words.figures),
    value: say(
      state.waitingPostings === 0
        ? words.figuresNow
        : state.waitingPostings > postingsMany
          ? words.figuresBehind
          : words.figuresLag,
      { n: state.waitingPostings.toLocaleString('en') },
    ),
  },
  {
    label: say(words.jobs),
    value:
      state.failures.length === 0
        ? say(words.jobsNone)
        : state.failures.map((one) => (
            <div key={one.name}>{say(words.jobFailed, { name: one.name, at: clockTime(one.at), code: one.code })}</div>
          )),
  },
  {
    label: say(words.calendar, { year: state.nextYear.year }),
    value: say(state.nextYear.published ? words.published : words.unpublished),
  },
]

// Two clocks that differ: the administrator is the one who can look at both.
const timeText = (state: State, readAt: number, say: Say): string => {
  const ahead = (Date.parse(state.now) - readAt) / 1000
  const far = Math.abs(ahead) > clockSeconds
  const at = clockTime(state.now)
  if (!far) return at
  return say(ahead > 0 ? words.timeAhead : words.timeBehind, { at, span: say(spanText(Math.abs(ahead))) })
}

const machineFacts = (state: State, readAt: number, say: Say): readonly Fact[] => [
  { label: say(words.version), value: state.version },
  {
    label: say(words.programs),
    value: say(words.programsAre, { node: state.node, postgres: state.postgres, platform: state.platform }),
  },
  { label: say(words.time), value: timeText(state, readAt, say) },
  { label: say(words.since), value: clockTime(state.startedAt) },
  {
    label: say(words.certificate),
    value: state.certificateEnds
      ? say(words.certificateEnds, { day: clockTime(state.certificateEnds).slice(0, 10) })
      : say(words.certificateNone),
  },
  { label: say(words.key), value: <code>{state.key}</code> },
]

// What a backup is worth is known only once it was brought back.
const Drill = ({ backup: { made } }: { backup: State['backup'] }): ReactNode => {
  const say = useSay()
  const file = made?.file ?? say(words.drillFile)
  return (
    <details className="drill">
      <summary>{say(words.drill)}</summary>
      <ol>
        <li>{say(words.drillBring)}</li>
        <li>
          {say(words.drillRun)}
          <pre className="break">
            {`DATA_DIR=/tmp/drill/data NUANJIA_MASTER_KEY_FILE=/tmp/drill.key ./nuanjia restore ${file.split('/').at(-1) ?? file}`}
          </pre>
        </li>
        <li>{say(words.drillRead)}</li>
        <li>{say(words.drillEnd)}</li>
      </ol>
    </details>
  )
}

/** 运行: what the machine needs from the administrator, then how it is. Nothing of any record. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['running'],
    queryFn: () => call(runningContract.state, {}),
    // Each second while a backup is being made.
    refetchInterval: ({ state }) => (state.data?.backup.underway ? 1_000 : 60_000),
  })
  return (
    <Page title={say(words.title)}>
      <ProblemAlert error={error} />
      {data === null && <EmptyState title={say(words.practised)} hint={say(words.practisedHint)} />}
      {data && (
        <>
          <Sheet title={say(words.todo)}>
            {data.warnings.length === 0 ? (
              <p role="status">{say(words.todoNone)}</p>
            ) : (
              <ul className="plain">
                {data.warnings.map((one) => (
                  <li key={`${one.code} ${one.text.zh}`} className={one.level === 'stop' ? 'problem' : undefined}>
                    {say(one.text)}
                  </li>
                ))}
              </ul>
            )}
          </Sheet>
          <Sheet title={say(words.backup)}>
            <KeyValue rows={backupFacts(data, say)} />
            <BackUpNow backup={data.backup} />
            <Drill backup={data.backup} />
          </Sheet>
          <PracticeKeeping />
          <Sheet title={say(words.store)}>
            <KeyValue rows={storeFacts(data, say)} />
          </Sheet>
          <Sheet title={say(words.machine)}>
            <KeyValue rows={machineFacts(data, dataUpdatedAt, say)} />
          </Sheet>
        </>
      )}
    </Page>
  )
}
