import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { papersContract } from '../contract.ts'
import { Pages } from './Pages.tsx'
import { photoWords as words } from './photo-words.ts'
import './papers.css'

type One = { readonly home: string; readonly id: string }
type Link = Answer<typeof papersContract.photoLink>

/** Often enough that a photograph stands on the desk within two seconds. */
const every = 1_000

/**
 * 〔手机拍照传上来〕: a one-time code; what the phone sends arrives while the panel is open. `onChange`: the matter has other files now.
 * `onAnswer`: what came in is the answer of another body, and is to be noted.
 */
export const PhonePhotos = ({
  one,
  onChange,
  onAnswer,
}: {
  one: One
  onChange: () => void
  onAnswer: (paper: string) => void
}): ReactNode => {
  const say = useSay()
  const [link, setLink] = useState<string | null>(null)
  return (
    <div className="papers-phone">
      <Button onClick={() => setLink(newId())}>{say(words.button)}</Button>
      <Sidebar open={link !== null} title={say(words.button)} onClose={() => setLink(null)}>
        {link && (
          <Desk
            key={link}
            one={one}
            link={link}
            onAnew={() => setLink(newId())}
            onChange={onChange}
            onAnswer={(paper) => {
              setLink(null)
              onAnswer(paper)
            }}
          />
        )}
      </Sidebar>
    </div>
  )
}

const Desk = ({
  one,
  link,
  onAnew,
  onChange,
  onAnswer,
}: {
  one: One
  link: string
  onAnew: () => void
  onChange: () => void
  onAnswer: (paper: string) => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const params = { ...one, link }
  const asked = useQuery<Link>({
    queryKey: ['papers', 'photo-link', link],
    queryFn: () => call(papersContract.photoLink, { params, body: {} }),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    // The address opens something: it does not stay in this window's memory.
    gcTime: 0,
  })
  const state = useQuery({
    queryKey: ['papers', 'photos', link],
    queryFn: () => call(papersContract.photoState, { params }),
    enabled: asked.data?.address != null,
    refetchInterval: ({ state: { data } }) => (data && !['waiting', 'opened'].includes(data.state) ? false : every),
    refetchIntervalInBackground: true,
    gcTime: 0,
  })
  const [dropped, setDropped] = useState<readonly string[]>([])
  const [error, setError] = useState<unknown>(null)
  const files = state.data?.files ?? []
  useEffect(() => {
    if (files.length > 0) onChange()
    // What matters is that there is another one; the caller's function is new at each turn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [files.length])
  // Closing the panel withdraws the code: nothing is sent to a desk that no longer looks.
  useEffect(
    () => () => void call(papersContract.endPhotos, { params: { ...one, link } }).catch(() => undefined),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [link],
  )
  const drop = (file: string): void => {
    setError(null)
    call(papersContract.dropPhoto, { params: { ...params, file } }).then(() => {
      setDropped((all) => [...all, file])
      client.removeQueries({ queryKey: ['papers', 'photo', file] })
      onChange()
    }, setError)
  }
  if (asked.error) return <ProblemAlert error={asked.error} />
  if (!asked.data) return null
  if (!asked.data.address || !asked.data.qr)
    return (
      <div className="stack">
        <Reason>{say(words.noAddress)}</Reason>
        <p>{say(words.noAddressHelp)}</p>
      </div>
    )
  const now = state.data?.state ?? 'waiting'
  const live = now === 'waiting' || now === 'opened'
  const kept = files.filter((file) => !dropped.includes(file))
  return (
    <div className="stack">
      {now === 'waiting' && (
        <>
          <img className="papers-qr" src={asked.data.qr} width="280" height="280" alt={say(words.qr)} />
          <p>{say(words.how)}</p>
          {asked.data.onlyHere && <Reason>{say(words.onlyHere)}</Reason>}
        </>
      )}
      <p role="status">
        <strong>{say(words[now])}</strong> {files.length > 0 && say(words.arrived, { n: kept.length })}
      </p>
      <Pages one={one} files={kept} onDrop={drop} onChange={onChange} onAnswer={onAnswer} />
      <ProblemAlert error={error ?? state.error} />
      {!live && <Button onClick={onAnew}>{say(words.anew)}</Button>}
    </div>
  )
}
