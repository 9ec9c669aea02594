import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { keys, retryLost } from './data.ts'
import { PrintFrame } from './PrintFrame.tsx'

/** The timeline of a matter as a paper; making it is recorded. */
export const Component = (): ReactNode => {
  const { home = '', id = '' } = useParams()
  const one = { home, id }
  const found = useQuery({
    queryKey: keys.paper(one, 'extract'),
    queryFn: () => call(casesContract.printTimeline, { params: one, body: {} }),
    retry: retryLost,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
  return (
    <PrintFrame one={one} ready={found.data !== undefined} error={found.error}>
      {found.data && <OfficialPaper document={found.data.letter as OfficialDocument} />}
    </PrintFrame>
  )
}
