import type { ReactNode } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { KeyValue } from '#web/ui/KeyValue.tsx'
import { MaskedField } from '#web/ui/MaskedField.tsx'
import type { Body, One } from '../data.ts'
import { words } from './words.ts'

/** Where an imported matter comes from; its line of the table is shown for a reason, since it holds names and numbers in full. */
export const Source = ({ one, source }: { one: One; source: NonNullable<Body['source']> }): ReactNode => {
  const say = useSay()
  const reveals = useCan('cases.reveal')
  const show = async (reason: string, own: string | undefined): Promise<string> =>
    (
      await call(casesContract.sourceLine, { params: { ...one }, body: { reason, ...(own ? { words: own } : {}) } })
    ).cells
      .map(({ heading, text }) => `${heading}:${text}`)
      .join('\n')
  return (
    <KeyValue
      rows={[
        { label: say(words.sourceFile), value: source.file },
        { label: say(words.sourcePlace), value: say(words.sourceAt, { sheet: source.sheet, row: source.row }) },
        {
          label: say(words.sourceLine),
          value: <MaskedField label={say(words.sourceLine)} masked="······" {...(reveals ? { onReveal: show } : {})} />,
        },
      ]}
    />
  )
}
