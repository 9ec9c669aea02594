import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { SheetDocument } from '#platform/paper/sheet.ts'
import { OfficialSheet } from '#web/paper/OfficialSheet.tsx'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { keys, retryLost, useCodes } from './data.ts'
import { words } from './matter/words.ts'
import { PrintFrame } from './PrintFrame.tsx'

/** The registration form of a matter: a masked copy at once, one with people in clear for a reason that is kept. */
export const Component = (): ReactNode => {
  const say = useSay()
  const reveals = useCan('cases.reveal')
  const { home = '', id = '' } = useParams()
  const one = { home, id }
  const [reason, setReason] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const found = useQuery({
    queryKey: keys.paper(one, `form ${reason ?? 'masked'}`),
    queryFn: () =>
      reason
        ? call(casesContract.printFullForm, { params: one, body: { reason } })
        : call(casesContract.printForm, { params: one, body: {} }),
    retry: retryLost,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
    // People in clear do not stay in this window's memory.
    gcTime: 0,
  })
  return (
    <PrintFrame
      one={one}
      ready={found.data !== undefined}
      error={found.error}
      tools={reveals && reason === null && <Button onClick={() => setAsking(true)}>{say(words.fullCopy)}</Button>}
    >
      {found.data && <OfficialSheet document={found.data.sheet as SheetDocument} />}
      <Sidebar open={asking} title={say(words.fullCopy)} onClose={() => setAsking(false)}>
        <Reasons
          onChoose={(chosen) => {
            setReason(chosen)
            setAsking(false)
          }}
        />
      </Sidebar>
    </PrintFrame>
  )
}

const Reasons = ({ onChoose }: { onChoose: (reason: string) => void }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const reasons = useCodes('reveal-reasons').data?.rows.filter(({ code }) => code !== '8') ?? []
  return (
    <div className="stack">
      <Reason>{say(words.fullCopyWhy)}</Reason>
      {reasons.map((row) => (
        <Button key={row.code} onClick={() => onChoose(row.code)}>
          {row[language]}
        </Button>
      ))}
    </div>
  )
}
