import { type ReactNode, useEffect, useRef } from 'react'
import { CallError } from '#platform/http/client.ts'
import { useSay } from '../preferences.ts'
import { sentenceOf } from './problems.ts'
import { uiWords } from './words.ts'

/** Says what went wrong, why and what to do now, with the fields it names; takes the focus when it appears so that it is heard. */
export const ProblemAlert = ({
  error,
  onField,
  fieldName,
}: {
  error: unknown
  /** Takes the reader to a field; without it the fields are only listed. */
  onField?: (path: string) => void
  /** What people call a field. */
  fieldName?: (path: string) => string | null
}): ReactNode => {
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error && !document.activeElement?.closest('[aria-invalid=true]')) box.current?.focus()
  }, [error])
  if (!error) return null
  const fields = error instanceof CallError ? error.fields : []
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={box}>
      <p>{sentenceOf(error)}</p>
      {fields.length > 0 && (
        <>
          <p className="only-heard">{say(uiWords.problems)}</p>
          <ul>
            {fields.map((field) => {
              const name = fieldName?.(field.path)
              const text = `${name ? `${name}:` : ''}${field.message}`
              return (
                <li key={`${field.path} ${field.message}`}>
                  {onField ? (
                    <button type="button" className="plain-link" onClick={() => onField(field.path)}>
                      {text}
                    </button>
                  ) : (
                    text
                  )}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </div>
  )
}
