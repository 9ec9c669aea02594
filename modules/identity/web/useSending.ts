import { useState } from 'react'

/** How the forms of signing in, passwords and setting up are asked: faults stand at their field once the form is sent. */
export const formManner = {
  layout: 'vertical',
  requiredMark: false,
  validateTrigger: 'onSubmit',
  scrollToFirstError: { focus: true },
} as const

/** Sends one thing at a time; `show` is told what went wrong besides `error`, to mark it in the form. */
export const useSending = (show?: (problem: unknown) => void) => {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = (sending: Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    sending
      .catch((problem: unknown) => {
        setError(problem)
        show?.(problem)
      })
      .finally(() => setBusy(false))
  }
  return { busy, error, send }
}
