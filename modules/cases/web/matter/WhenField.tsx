import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { MomentField } from '#web/ui/DateField.tsx'
import { Field } from '../Field.tsx'
import { words } from './words.ts'

/** When something was done: now unless changed; what is entered later than a day is marked 补登. `value` is a wall clock in Asia/Shanghai or empty. */
export const WhenField = ({
  value,
  problem,
  onChange,
}: {
  value: string
  problem?: string | undefined
  onChange: (wall: string) => void
}): ReactNode => {
  const say = useSay()
  const now = useNow()
  const [other, setOther] = useState(value !== '')
  if (!other)
    return (
      <p className="case-help">
        {say(words.doneNow)}{' '}
        <Button
          type="link"
          size="small"
          onClick={() => {
            setOther(true)
            onChange(now.wall())
          }}
        >
          {say(words.otherTime)}
        </Button>
      </p>
    )
  return (
    <Field label={say(words.occurredAt)} problem={problem}>
      {(bound) => <MomentField {...bound} max={now.today} value={value} onChange={onChange} />}
    </Field>
  )
}
