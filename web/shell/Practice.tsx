import { Button, Modal } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { identityContract } from '#modules/identity/contract.ts'
import { practiceContract } from '#modules/practice/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { useMe, useSession } from '../session.tsx'
import { words } from '../words.ts'

/** Above every page of the practice house, also those to be printed; on paper a mark lies across each sheet. */
export const PracticeBar = (): ReactNode => {
  const say = useSay()
  const bar = useRef<HTMLDivElement>(null)
  const mark = say(words.practice)
  // Pages to be printed give themselves none.
  useEffect(() => {
    if (!document.title.startsWith(mark)) document.title = `${mark} · ${say(words.house)}`
  })
  useEffect(() => {
    const box = bar.current
    if (!box) return undefined
    // What sticks to the top of a page sticks below it, however many lines it has.
    const watch = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--practice-bar', `${box.offsetHeight}px`),
    )
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <div className="practice-bar" role="note" ref={bar}>
        <span>{say(words.practiceBar)}</span>
        <a href="/">{say(words.practiceBack)}</a>
      </div>
      {createPortal(
        <div className="practice-mark" aria-hidden="true">
          {mark}
        </div>,
        // Pages that are printed in sheets leave the rest of the house out.
        document.body,
      )}
    </>
  )
}

/** Nobody is in: one enters from the real house only. */
export const PracticeOut = (): ReactNode => {
  const say = useSay()
  return (
    <main className="alone">
      <h1>{say(words.practice)}</h1>
      <p>{say(words.practiceFirst)}</p>
      <p>
        <a href="/me/practice">{say(words.practiceBack)}</a>
      </p>
    </main>
  )
}

/** The session ended while she practised: whoever is still signed in to the real house goes on with one press. */
export const PracticeEnded = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { ended } = useSession()
  const [refused, setRefused] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!ended) return null
  const goOn = async (): Promise<void> => {
    setBusy(true)
    // A call of the real house: an address that is no text passes by what leads calls to this one.
    const answer = await window
      .fetch(new URL(practiceContract.enter.path, location.origin), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: me.account.username }),
      })
      .catch(() => null)
    setBusy(false)
    if (answer?.ok) return ended.done(await call(identityContract.me, {}))
    setRefused(true)
  }
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      centered
      zIndex={4000}
      title={say(words.practice)}
    >
      <p>{say(words.practiceEnded)}</p>
      {refused ? (
        <>
          <p role="alert">{say(words.practiceFirst)}</p>
          <a href="/me/practice">{say(words.practiceBack)}</a>
        </>
      ) : (
        <Button type="primary" block loading={busy} onClick={() => void goOn()}>
          {say(words.practiceOn)}
        </Button>
      )}
    </Modal>
  )
}
