import { Button } from 'antd'
import { type ReactNode, useId } from 'react'
import { useSay } from '../preferences.ts'
import { Reason } from './Reason.tsx'
import { uiWords } from './words.ts'

/** One thing that can be done: a short verb, and why not when it cannot. */
export type StepButton = {
  readonly key: string
  readonly label: string
  readonly onPress: () => void
  /** Why it is not possible now; shown beneath, and the button is disabled. */
  readonly blocked?: string | null
  readonly busy?: boolean
}

/** The natural next step is the one solid button, and only while it is lawful; the others are plain, each blocked one says why beneath (experience section 3). */
export const NextStep = ({
  next,
  others = [],
}: {
  next: StepButton | null
  others?: readonly StepButton[]
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const all = [...(next ? [next] : []), ...others]
  const blocked = all.filter((step) => step.blocked)
  return (
    <div className="next-step" role="group" aria-label={say(uiWords.nextStep)}>
      <div className="next-step-buttons">
        {all.map((step) => (
          <Button
            key={step.key}
            type={step === next && !step.blocked ? 'primary' : 'default'}
            size={step === next ? 'large' : 'middle'}
            disabled={Boolean(step.blocked)}
            loading={step.busy ?? false}
            onClick={step.onPress}
            {...(step.blocked ? { 'aria-describedby': `${id}${step.key}` } : {})}
          >
            {step.label}
          </Button>
        ))}
      </div>
      {blocked.map((step) => (
        <Reason key={step.key} id={`${id}${step.key}`}>
          {step.blocked}
        </Reason>
      ))}
    </div>
  )
}
