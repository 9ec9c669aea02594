import { Button, Progress } from 'antd'
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react'
import { uploadExtensions, uploadLimit } from '#platform/files/kinds.ts'
import { CallError } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { DropZone } from './DropZone.tsx'
import { newId } from './newId.ts'
import { reasonOf } from './problems.ts'
import { Reason } from './Reason.tsx'
import { useNarrow } from './useNarrow.ts'
import { uiWords } from './words.ts'

const kinds = [...uploadExtensions, 'jpeg'].map((extension) => `.${extension}`).join()

type Sending = {
  readonly id: string
  readonly file: File
  readonly share: number
  readonly state: 'sending' | 'sent' | 'failed'
  readonly why?: string
  /** Whether another try can help: the connection was cut, not the file refused. */
  readonly again?: boolean
}

const refused = (error: unknown): boolean => error instanceof CallError && [400, 413, 422].includes(error.status)

/**
 * Takes files by drag, by choice, or from the camera of a phone; shows how far each is and offers another try. `send`
 * uploads one (see web/upload.ts) under an `id` that stays the same when it is tried again.
 */
export const FileDrop = ({
  send,
  accept = kinds,
  label,
  rule,
  kept,
}: {
  send: (file: File, id: string, onShare: (share: number) => void) => Promise<unknown>
  accept?: string
  label: string
  /** What may be sent, where `accept` takes less than a matter does. */
  rule?: string
  /** Ids of the files that are kept now: one that was and no longer is was taken back, and is not called received. */
  kept?: readonly string[]
}): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const [list, setList] = useState<readonly Sending[]>([])
  const choose = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [listed, setListed] = useState<ReadonlySet<string>>(new Set())
  if (kept?.some((id) => !listed.has(id))) setListed(new Set([...listed, ...kept]))
  const shown = list.filter(({ id }) => !listed.has(id) || kept?.includes(id))

  const change = (id: string, next: Partial<Sending>): void =>
    setList((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)))
  const start = (id: string, file: File): void => {
    change(id, { state: 'sending', share: 0 })
    send(file, id, (share) => change(id, { share }))
      .then(() => change(id, { state: 'sent', share: 1 }))
      .catch((error: unknown) => change(id, { state: 'failed', why: reasonOf(error), again: !refused(error) }))
  }
  const take = (files: FileList | null): void => {
    for (const file of files ?? []) {
      const id = newId()
      const tooBig = file.size > uploadLimit
      const why = tooBig ? { why: say(uiWords.tooBig, { name: file.name }) } : {}
      setList((all) => [...all, { id, file, share: 0, state: tooBig ? 'failed' : 'sending', ...why }])
      if (!tooBig) start(id, file)
    }
  }
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    take(target.files)
    // The same file can be chosen again.
    target.value = ''
  }
  return (
    <div className="file-drop-all" role="group" aria-label={label}>
      <DropZone onFiles={take}>
        {!narrow && (
          <span>
            {say(uiWords.dropHere)} {say(uiWords.or)}
          </span>
        )}
        <Button onClick={() => choose.current?.click()}>{say(uiWords.chooseFile)}</Button>
        {narrow && <Button onClick={() => camera.current?.click()}>{say(uiWords.takePhoto)}</Button>}
        <input ref={choose} type="file" hidden multiple accept={accept} aria-label={label} onChange={chosen} />
        <input
          ref={camera}
          type="file"
          hidden
          accept="image/*"
          capture="environment"
          aria-label={say(uiWords.takePhoto)}
          onChange={chosen}
        />
        <Reason>{rule ?? say(uiWords.fileRule)}</Reason>
      </DropZone>
      <ul className="file-list" aria-live="polite">
        {shown.map((one) => (
          <li key={one.id}>
            <span className="file-name">{one.file.name}</span>
            {one.state === 'sending' && (
              <Progress
                percent={Math.round(one.share * 100)}
                size="small"
                aria-label={say(uiWords.sending, { n: Math.round(one.share * 100) })}
              />
            )}
            {one.state === 'sent' && <span className="file-sent">{say(uiWords.sent)}</span>}
            {one.state === 'failed' && (
              <>
                <Reason>{one.why}</Reason>
                {one.again && (
                  <Button size="small" onClick={() => start(one.id, one.file)}>
                    {say(uiWords.retry)}
                  </Button>
                )}
                <Button
                  size="small"
                  type="text"
                  onClick={() => setList((all) => all.filter((each) => each.id !== one.id))}
                >
                  {say(uiWords.remove)}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
