import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

/** Of a text longer than `most` characters so many stand at once. */
const most = 400
const first = 300

/** A text as it was told; a long one begins folded, its whole is one press away and on paper at once. */
export const Folded = ({ text }: { text: string }): ReactNode => {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const letters = [...text]
  if (letters.length <= most) return <span className="folded">{text}</span>
  return (
    <span className="folded">
      {letters.slice(0, first).join('')}
      {!open && <span className="folded-more">…</span>}
      <span className={open ? undefined : 'folded-rest'}>{letters.slice(first).join('')}</span>{' '}
      <Button size="small" className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? uiWords.fold : uiWords.unfold)}
      </Button>
    </span>
  )
}
