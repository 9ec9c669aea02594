import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Answer } from '#platform/contract/route.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { upload } from '#web/upload.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import type { FormHead, formsContract } from '../contract.ts'
import { keys, toForm, useForms } from './data.ts'
import { words } from './words.ts'

/** 对方的表: the forms of one's range, and a place to drop another. */
export const Component = (): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayUpload = useCan('reports.write')
  const found = useForms()
  const send = async (file: File, id: string, onShare: (share: number) => void): Promise<void> => {
    const path = `/api/v1/forms/${id}?name=${encodeURIComponent(file.name)}` as const
    const form = await upload<Answer<typeof formsContract.upload>>(path, file, onShare)
    client.setQueryData(keys.form(form.id), form)
    await client.invalidateQueries({ queryKey: keys.list })
    await navigate(toForm(form.id))
  }
  return (
    <Page title={say(words.forms)}>
      <Sheet>
        {mayUpload && (
          <FileDrop send={send} accept=".xlsx" label={say(words.uploadHint)} rule={say(words.uploadRule)} />
        )}
        <ProblemAlert error={found.error} />
        <RowCards
          name="forms"
          label={say(words.forms)}
          columns={columnsOf(say)}
          rows={found.error && !found.data ? [] : found.data?.forms}
          rowKey={({ id }) => id}
          rowTo={({ id }) => toForm(id)}
          empty={
            found.error ? null : <EmptyState title={say(words.empty)} hint={mayUpload ? say(words.emptyHint) : null} />
          }
        />
      </Sheet>
    </Page>
  )
}

const columnsOf = (say: Say): Column<FormHead>[] => [
  { key: 'name', title: say(words.name), primary: true, width: 360, cell: ({ name }) => name },
  { key: 'bound', title: say(words.bound), width: 120, cell: ({ bound }) => say(words.cells, { n: bound }) },
  { key: 'unit', title: say(words.unit), cell: ({ unit }) => unit.name },
  {
    key: 'saved',
    title: say(words.saved),
    quiet: true,
    cell: ({ savedAt, savedBy }) => `${clockTime(savedAt)} ${savedBy}`,
  },
]
