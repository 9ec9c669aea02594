import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { NextStep } from '#web/ui/NextStep.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type Body, type Kind, keyOf } from '../data.ts'
import { Field } from '../Field.tsx'
import { instantOf } from '../register/form.ts'
import { ActFields, actOf, noAct } from './ActFields.tsx'
import { faultAt } from './fault.ts'
import { Missed } from './Missed.tsx'
import { useSend } from './useSend.ts'
import { WhenField } from './WhenField.tsx'
import { words } from './words.ts'

type Track = Body['tracks'][number]
type Move = Track['actions'][number]

/** The proceedings beside a matter, each with its own state and next steps. */
export const Tracks = ({ view, kind }: { view: CaseView; kind: Kind }): ReactNode => {
  const say = useSay()
  const [taking, setTaking] = useState<{ track: Track; move: Move } | null>(null)
  return (
    <>
      {(view.body?.tracks ?? []).map((track) => {
        const buttons = track.actions.map((move) => ({
          key: move.key,
          label: say(move.label),
          blocked: move.blocked ? say(move.blocked) : null,
          onPress: () => setTaking({ track, move }),
        }))
        const next = buttons.find((button) => !button.blocked) ?? null
        return (
          <section key={track.id} className="case-track">
            <h3>
              {say(track.label)} <span className="tag">{say(track.statusLabel)}</span>
            </h3>
            <p className="case-help">
              {clockTime(track.openedAt).slice(0, 10)}
              {track.closedAt ? ` — ${clockTime(track.closedAt).slice(0, 10)}` : ''}
            </p>
            {buttons.length > 0 && <NextStep next={next} others={buttons.filter((button) => button !== next)} />}
          </section>
        )
      })}
      {taking && (
        <TrackDrawer
          key={taking.move.key}
          view={view}
          kind={kind}
          track={taking.track}
          move={taking.move}
          onClose={() => setTaking(null)}
        />
      )}
    </>
  )
}

const TrackDrawer = ({
  view,
  kind,
  track,
  move,
  onClose,
}: {
  view: CaseView
  kind: Kind
  track: Track
  move: Move
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const [id] = useState(newId)
  const [note, setNote] = useState('')
  const [when, setWhen] = useState('')
  const [act, setAct] = useState(noAct)
  const send = useSend(view)
  const missing =
    send.error instanceof CallError ? send.error.fields.find((field) => field.path === 'act')?.message : undefined
  const go = async (): Promise<void> => {
    const paper = move.act && act.issuer ? { act: actOf(act) } : {}
    const done = await send.send((version) =>
      call(casesContract.openTrackStep, {
        params: { ...keyOf(view.head), track: track.id },
        body: {
          id,
          version,
          action: move.key,
          ...(note.trim() ? { note: note.trim() } : {}),
          ...(when ? { occurredAt: instantOf(when) } : {}),
          ...paper,
        },
      }),
    )
    if (done) onClose()
  }
  return (
    <Sidebar
      open
      title={`${say(track.label)} · ${say(move.label)}`}
      onClose={onClose}
      footer={
        <div className="next-step-buttons">
          <Button type="primary" size="large" loading={send.busy} onClick={() => void go()}>
            {say(move.label)}
          </Button>
          <Button onClick={onClose}>{say(words.back)}</Button>
        </div>
      }
    >
      <div className="case-stack">
        <Missed view={view} send={send} />
        {move.act && (
          <ActFields
            list={kind.acts.find((one) => one.key === move.act)?.codes ?? null}
            value={act}
            faultOf={(field) => faultAt(send.error, `act.${field}`) ?? (field === 'issuer' ? missing : undefined)}
            onChange={setAct}
          />
        )}
        <Field label={say(words.note)}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              autoSize={{ minRows: 3, maxRows: 10 }}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <WhenField value={when} problem={faultAt(send.error, 'occurredAt')} onChange={setWhen} />
      </div>
    </Sidebar>
  )
}
