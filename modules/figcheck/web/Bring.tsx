import { Button } from 'antd'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { DropZone } from '#web/ui/DropZone.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { bring } from './store.ts'
import { words } from './words.ts'

const most = 200
const kinds = '.docx,.doc,.wps,.pdf,.txt,.md'

/** Takes texts by drag, by choice, or pasted. */
export const Bring = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const choose = useRef<HTMLInputElement>(null)
  const [pasting, setPasting] = useState(false)
  const [text, setText] = useState('')
  const [tooMany, setTooMany] = useState(false)
  const take = (files: FileList | null): void => {
    const all = [...(files ?? [])]
    setTooMany(all.length > most)
    if (all.length > 0) bring(all.slice(0, most))
  }
  return (
    <div className="stack">
      <DropZone label={say(words.drop)} onFiles={take}>
        <span>
          {say(words.drop)} {say(words.or)}
        </span>
        <Button type="primary" onClick={() => choose.current?.click()}>
          {say(words.choose)}
        </Button>
        <Button aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          {say(words.paste)}
        </Button>
        <input
          ref={choose}
          type="file"
          hidden
          multiple
          accept={kinds}
          aria-label={say(words.choose)}
          onChange={({ target }) => {
            take(target.files)
            target.value = ''
          }}
        />
        <Reason>{say(words.kinds)}</Reason>
      </DropZone>
      {tooMany && <Reason>{say(words.tooMany)}</Reason>}
      {pasting && (
        <div className="stack">
          <label htmlFor={`${id}text`}>{say(words.pasteHere)}</label>
          <textarea
            id={`${id}text`}
            className="field"
            rows={8}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div>
            <Button
              type="primary"
              disabled={text.trim() === ''}
              aria-describedby={`${id}why`}
              onClick={() => {
                bring([new File([text], `${say(words.pasted)}.txt`, { type: 'text/plain' })])
                setText('')
                setPasting(false)
              }}
            >
              {say(words.pasteGo)}
            </Button>
            {text.trim() === '' && <Reason id={`${id}why`}>{say(words.pasteNone)}</Reason>}
          </div>
        </div>
      )}
    </div>
  )
}
