import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '../preferences.ts'
import type { DraftContent } from './draft-keeper.ts'
import { clockTime } from './Timeline.tsx'
import type { Draft } from './useDraft.ts'
import { uiWords } from './words.ts'

/** How the draft is kept, in a quiet line, with a way to discard it, and the older one that can be gone on with. */
export const DraftNote = ({
  draft,
  onTake,
  onDrop,
}: {
  draft: Draft
  onTake: (content: DraftContent) => void
  /** Called when nothing of it remains. */
  onDrop: () => void
}): ReactNode => {
  const say = useSay()
  const [sure, setSure] = useState(false)
  const { offer, elsewhere } = draft
  if (elsewhere)
    return (
      <div className="draft-offer" role="alert">
        <span>{say(uiWords.draftElsewhere, { time: clockTime(elsewhere.savedAt) })}</span>
        <Button onClick={elsewhere.keepThis}>{say(uiWords.draftThis)}</Button>
        <Button onClick={() => onTake(elsewhere.takeOther())}>{say(uiWords.draftOther)}</Button>
      </div>
    )
  if (offer && draft.state === 'empty') {
    return (
      <div className="draft-offer" role="status">
        <span>{say(uiWords.draftOffer, { time: clockTime(offer.savedAt) })}</span>
        <Button onClick={() => onTake(offer.take())}>{say(uiWords.draftTake)}</Button>
        <Button type="text" onClick={offer.drop}>
          {say(uiWords.draftDrop)}
        </Button>
      </div>
    )
  }
  const text =
    draft.state === 'saved' && draft.savedAt
      ? say(uiWords.draftSaved, { time: clockTime(draft.savedAt).slice(11) })
      : draft.state === 'kept'
        ? say(uiWords.draftKept)
        : ''
  return (
    <div className="draft-note quiet">
      <span role="status">{text}</span>
      {text !== '' && !sure && (
        <Button type="link" size="small" onClick={() => setSure(true)}>
          {say(uiWords.draftDrop)}
        </Button>
      )}
      {sure && (
        <>
          {' '}
          {say(uiWords.draftSure)}{' '}
          <Button size="small" onClick={() => void draft.clear().then(onDrop)}>
            {say(uiWords.draftDrop)}
          </Button>{' '}
          <Button size="small" onClick={() => setSure(false)}>
            {say(uiWords.draftKeep)}
          </Button>
        </>
      )}
    </div>
  )
}
