import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { exchangeContract } from '../contract.ts'
import { keys } from './data.ts'
import { words } from './words.ts'

/** Drops a file, asked once more; what was imported of it stays. */
export const Discard = ({ id }: { id: string }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const drop = async (): Promise<void> => {
    await call(exchangeContract.drop, { params: { id } })
    void client.invalidateQueries({ queryKey: keys.list })
    await navigate(paths.import)
  }
  if (!sure) return <Button onClick={() => setSure(true)}>{say(words.discard)}</Button>
  return (
    <>
      <Button danger onClick={() => void drop().catch(setError)}>
        {say(words.discard)}
      </Button>
      <Button onClick={() => setSure(false)}>{say(words.keep)}</Button>
      <Reason>{say(words.discardSure)}</Reason>
      <ProblemAlert error={error} />
    </>
  )
}
