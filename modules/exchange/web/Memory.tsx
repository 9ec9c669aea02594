import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '#platform/http/client.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { exchangeContract } from '../contract.ts'
import type { MemoryRow } from '../shapes.ts'
import { keys, useMemory } from './data.ts'
import { words } from './words.ts'

const sentenceOf = ({ part, field, word, target }: MemoryRow, say: Say): string =>
  say(part === 'column' ? words.meansColumn : part === 'value' ? words.meansValue : words.meansFixed, {
    word,
    field: field ? say(field) : '',
    target: target ? say(target) : say(part === 'column' ? words.notImported : words.leftEmpty),
  })

/** What the unit has said of its registers; each can be forgotten and is then asked again. */
export const Memory = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const rows = useMemory().data ?? []
  const [error, setError] = useState<unknown>(null)
  if (rows.length === 0) return null
  const forget = (id: string): void => {
    setError(null)
    call(exchangeContract.forget, { params: { id } }).then(
      () => client.invalidateQueries({ queryKey: keys.memory }),
      setError,
    )
  }
  return (
    <details className="sheet">
      <summary>{say(words.remembered, { n: rows.length })}</summary>
      <p className="exchange-quiet">{say(words.rememberedLead)}</p>
      <ProblemAlert error={error} />
      <ul className="exchange-list">
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              {sentenceOf(row, say)} <span className="exchange-quiet">{row.by}</span>
            </span>
            <Button
              size="small"
              onClick={() => forget(row.id)}
              aria-label={`${say(words.forget)} ${sentenceOf(row, say)}`}
            >
              {say(words.forget)}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
