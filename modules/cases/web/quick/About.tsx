import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import type { Code } from '../data.ts'
import { Choices } from '../Field.tsx'
import { words as formWords } from '../register/words.ts'
import type { What } from './note.ts'
import { words } from './words.ts'

const other = '*'

/** What it is about: five large chips, what the words propose, or any class behind 〔别的〕. */
export const About = ({
  chips,
  classes,
  proposed,
  what,
  problem,
  onChange,
}: {
  readonly chips: readonly What[]
  readonly classes: readonly Code[]
  readonly proposed: readonly What[]
  readonly what: string
  readonly problem: string | undefined
  readonly onChange: (what: string) => void
}): ReactNode => {
  const say = useSay()
  const isChip = chips.some(({ key }) => key === what)
  const [listed, setListed] = useState(false)
  const open = listed || (what !== '' && !isChip)
  const offered = proposed.filter(({ key }) => key !== what)
  return (
    <>
      {offered.length > 0 && (
        <div className="case-offers" role="group" aria-label={say(formWords.proposed)}>
          <span className="case-offers-title">{say(formWords.proposed)}</span>
          {offered.map((one) => (
            <Button key={one.key} onClick={() => onChange(one.key)}>
              {say(one.label)}
            </Button>
          ))}
        </div>
      )}
      <Choices
        label={say(words.what)}
        problem={problem}
        className="quick-what"
        choices={[
          ...chips.map(({ key, label }) => ({ value: key, label: say(label) })),
          { value: other, label: say(words.other) },
        ]}
        chosen={isChip ? [what] : open ? [other] : []}
        onChange={([one]) => {
          setListed(one === other)
          onChange(one && one !== other ? one : '')
        }}
      />
      {open && (
        <CodePicker
          id="quick-other"
          aria-label={say(words.other)}
          rows={classes}
          value={isChip ? '' : what}
          placeholder={say(words.otherFind)}
          onChange={(code) => onChange(code ?? '')}
        />
      )}
    </>
  )
}
