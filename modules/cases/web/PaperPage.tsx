import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { call } from '#platform/http/client.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { keys, retryLost } from './data.ts'
import { handOver } from './matter/Files.tsx'
import { words } from './matter/words.ts'
import './cases.css'
import './paper.css'

/** A letter as it is printed. Making it is recorded, so it is asked for once; the window's title tells nothing of the matter. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { home = '', id = '', paper = '' } = useParams()
  const one = { home, id }
  const found = useQuery({
    queryKey: keys.paper(one, paper),
    queryFn: () => call(casesContract.paper, { params: { ...one, paper } }),
    retry: retryLost,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
  const [error, setError] = useState<unknown>(null)
  const word = (): void => {
    setError(null)
    call(casesContract.paperDocx, { params: { ...one, paper } }).then(
      (blob) => handOver(blob, `${home}-${id.slice(0, 8)}.docx`),
      setError,
    )
  }
  return (
    <main className="case-paper">
      <div className="case-paper-tools">
        <Link to={toMatter(one)}>{say(words.backToMatter)}</Link>
        <span className="case-row">
          <Button type="primary" disabled={!found.data} onClick={() => window.print()}>
            {say(words.print)}
          </Button>
          <Button disabled={!found.data} onClick={word}>
            {say(words.word)}
          </Button>
        </span>
      </div>
      <ProblemAlert error={found.error ?? error} />
      {found.data && <OfficialPaper letter document={found.data.letter as OfficialDocument} />}
    </main>
  )
}
