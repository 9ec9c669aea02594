import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { useConnection } from '../connection.ts'
import { useNavigate } from 'react-router'
import { practising } from '../practice.ts'
import { paths } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'

const inChat = /MicroMessenger|DingTalk|QQ\//i.test(navigator.userAgent)

/** Whether this house is a demonstration or still without its first administrator. */
export const useHouse = () =>
  useQuery({
    queryKey: ['house'],
    queryFn: () => call(identityContract.demo, {}),
    staleTime: Infinity,
    retry: 2,
    refetchInterval: ({ state }) => (state.data?.making ? 3_000 : false),
  })

/**
 * What everyone must know at the moment, above all else: demonstration, no connection, an old page, a chat app. `demo` is
 * what is known already, so that the page does not move under the finger when the house has answered.
 */
export const Banners = ({ demo = false }: { demo?: boolean }): ReactNode => {
  const say = useSay()
  const { offline, tooOld } = useConnection()
  const house = useHouse()
  const { state } = useSession()
  const standsFor = state.is === 'in' ? state.me.standsFor : null
  const client = useQueryClient()
  const making = house.data?.making ?? false
  useEffect(() => {
    // What was read of a city half made is read again when it is whole.
    if (making) return () => void client.invalidateQueries()
    return undefined
  }, [client, making])
  return (
    <div className="banners">
      {!practising && (demo || house.data?.demo) && (
        <p className="banner banner-demo" role="note">
          {say(words.demo)}
        </p>
      )}
      {standsFor && <StandingIn holder={standsFor} />}
      <div role="status">{making && <p className="banner">{say(words.making)}</p>}</div>
      {inChat && <p className="banner">{say(words.inChat)}</p>}
      <div role="status">{offline && <p className="banner banner-offline">{say(words.offline)}</p>}</div>
      {tooOld && (
        <p className="banner banner-offline" role="alert">
          {say(words.tooOld)}{' '}
          <Button size="small" onClick={() => location.reload()}>
            {say(words.reload)}
          </Button>
        </p>
      )}
    </div>
  )
}

// Never to be overlooked: what she does now she does for another, and it is written down so.
const StandingIn = ({ holder }: { holder: string }): ReactNode => {
  const say = useSay()
  const { standIn } = useSession()
  const navigate = useNavigate()
  return (
    <p className="banner banner-standing" role="note">
      {say(words.standingFor, { name: holder })}{' '}
      <Button size="small" onClick={() => void standIn(null).then(() => navigate(paths.today))}>
        {say(words.standingBack)}
      </Button>
    </p>
  )
}
