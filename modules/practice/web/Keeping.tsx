import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { practiceContract } from '../contract.ts'
import { Progress } from './Progress.tsx'
import { practiceKey, usePractice } from './usePractice.ts'
import { words } from './words.ts'

const presses = { open: practiceContract.open, again: practiceContract.again, close: practiceContract.close } as const
type Press = keyof typeof presses

/** The administrator's section on 运行: opening, making anew and closing practice, each with what it does in its line. */
export const Keeping = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const { data } = usePractice()
  const pressing = useMutation({
    mutationFn: (press: Press) => call(presses[press], {}),
    onSuccess: (state) => client.setQueryData(practiceKey, state),
  })
  if (!data || data.is === 'absent') return null
  const action = (press: Press, text: string, note: string, primary = false): ReactNode => (
    <li>
      <span>{note}</span>
      <Button
        type={primary ? 'primary' : 'default'}
        loading={pressing.isPending && pressing.variables === press}
        disabled={pressing.isPending && pressing.variables !== press}
        onClick={() => pressing.mutate(press)}
      >
        {text}
      </Button>
    </li>
  )
  return (
    <Sheet title={say(words.keeping)}>
      <p className="quiet">{say(words.keepingWhy)}</p>
      <ProblemAlert error={pressing.error} />
      {data.is === 'making' && <Progress state={data} />}
      {data.is === 'open' && data.madeAt && <p role="status">{say(words.stands, { at: clockTime(data.madeAt) })}</p>}
      {data.fault && (
        <p className="problem" role="alert">
          {say(data.fault)}
        </p>
      )}
      <ul className="posts">
        {data.is === 'closed' && action('open', say(words.open), say(words.openNote), true)}
        {data.is === 'failed' && action('open', say(words.retry), say(words.openNote), true)}
        {data.is === 'open' &&
          action('again', say(words.again), say(words.againNote, { at: data.againAt ? clockTime(data.againAt) : '' }))}
        {data.is !== 'closed' && action('close', say(words.close), say(words.closeNote))}
      </ul>
    </Sheet>
  )
}
