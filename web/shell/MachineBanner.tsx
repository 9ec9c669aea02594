import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { runningContract } from '#modules/running/contract.ts'
import { call } from '#platform/http/client.ts'
import { paths } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { words } from '../words.ts'

const everyMs = 10 * 60_000

/** The first thing the machine needs from its administrator, on every page of hers; the rest stands under 运行. */
export const MachineBanner = (): ReactNode => {
  const say = useSay()
  const found = useQuery({
    queryKey: ['running'],
    queryFn: () => call(runningContract.state, {}),
    staleTime: everyMs,
    refetchInterval: everyMs,
  })
  const [first, ...more] = found.data?.warnings ?? []
  return (
    <div role="status">
      {first && (
        <p className={first.level === 'stop' ? 'banner banner-offline' : 'banner'}>
          {say(first.text)}{' '}
          <Link to={paths.running}>{say(more.length > 0 ? words.machineMore : words.machine, { n: more.length })}</Link>
        </p>
      )}
    </div>
  )
}
