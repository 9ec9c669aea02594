import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { runningContract } from '#modules/running/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { PracticeKeeping } from '#modules/practice/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { sizeText } from '#platform/text/size.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { words } from './words.ts'

type State = Answer<typeof runningContract.state>

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
            value: say(words.failedAt, { at: clockTime(failed.at), fault: failed.fault }),
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
    value: state.auditLag < 60 ? say(words.auditNow) : say(words.lag, { seconds: state.auditLag }),
  },
  {
    label: say(words.figures),
    value: state.waitingPostings === 0 ? say(words.figuresNow) : say(words.figuresLag, { n: state.waitingPostings }),
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

const machineFacts = (state: State, say: Say): readonly Fact[] => [
  { label: say(words.version), value: state.version },
  {
    label: say(words.programs),
    value: say(words.programsAre, { node: state.node, postgres: state.postgres, platform: state.platform }),
  },
  { label: say(words.since), value: clockTime(state.startedAt) },
  {
    label: say(words.certificate),
    value: state.certificateEnds
      ? say(words.certificateEnds, { day: clockTime(state.certificateEnds).slice(0, 10) })
      : say(words.certificateNone),
  },
  { label: say(words.key), value: <code>{state.key}</code> },
]

/** 运行: what the machine needs from the administrator, then how it is. Nothing of any record. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['running'],
    queryFn: () => call(runningContract.state, {}),
    refetchInterval: 60_000,
  })
  return (
    <Page title={say(words.title)}>
      <ProblemAlert error={error} />
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
          </Sheet>
          <PracticeKeeping />
          <Sheet title={say(words.store)}>
            <KeyValue rows={storeFacts(data, say)} />
          </Sheet>
          <Sheet title={say(words.machine)}>
            <KeyValue rows={machineFacts(data, say)} />
          </Sheet>
        </>
      )}
    </Page>
  )
}
