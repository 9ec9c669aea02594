import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { useSay } from '#web/preferences.ts'
import type { ReportView } from '../contract.ts'
import { unboundNumbers } from '#platform/paper/numbers.ts'
import { words } from './words.ts'

/** A part of the paper that a person writes, in its place; typed numbers are named, since no record stands behind them. */
export const SlotEditor = ({
  slot,
  value,
  onChange,
}: {
  slot: ReportView['slots'][number]
  value: string
  onChange: (text: string) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const numbers = unboundNumbers(value).map(({ text }) => text.trim())
  return (
    <div className="slot">
      <label htmlFor={id} className="only-heard">
        {say(slot.label)}
      </label>
      <Input.TextArea
        id={id}
        className="slot-text"
        autoSize={{ minRows: 2 }}
        maxLength={20_000}
        value={value}
        placeholder={say(slot.hint)}
        aria-describedby={`${id}n`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}n`} className="slot-note">
        {numbers.length > 0 && (
          <mark className="paper-unbound">{say(words.unbound, { numbers: [...new Set(numbers)].join('、') })}</mark>
        )}
      </p>
    </div>
  )
}
