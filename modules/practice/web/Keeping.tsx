import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
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
  const button = (press: Press, text: string, sure: string | null): ReactNode => (
    <Button
      type={sure ? 'default' : 'primary'}
      loading={pressing.isPending && pressing.variables === press}
      disabled={pressing.isPending && pressing.variables !== press}
      {...(sure ? {} : { onClick: () => pressing.mutate(press) })}
    >
      {text}
    </Button>
  )
  // What takes away what colleagues are trying asks once more.
  const action = (press: Press, text: string, note: string, sure: string | null = null): ReactNode => (
    <li>
      <span>{note}</span>
      {sure ? (
        <Popconfirm title={sure} okText={text} cancelText={say(words.leave)} onConfirm={() => pressing.mutate(press)}>
          {button(press, text, sure)}
        </Popconfirm>
      ) : (
        button(press, text, null)
      )}
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
        {data.is === 'closed' && action('open', say(words.open), say(words.openNote))}
        {data.is === 'failed' && action('open', say(words.retry), say(words.openNote))}
        {data.is === 'open' &&
          action(
            'again',
            say(words.again),
            say(words.againNote, { at: data.againAt ? clockTime(data.againAt) : '' }),
            say(words.againSure),
          )}
        {data.is !== 'closed' && action('close', say(words.close), say(words.closeNote), say(words.closeSure))}
      </ul>
    </Sheet>
  )
}
