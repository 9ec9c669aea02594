import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { isAlarm } from './compare.ts'
import { Bring } from './Bring.tsx'
import { Opened } from './Opened.tsx'
import { again, type Doc, drop, show, useTable } from './store.ts'
import { words } from './words.ts'
import './figcheck.css'

/** 材料 → 核对数字: texts are dropped here; one opens at once, many stand in a table with what was found in each. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { docs, open } = useTable()
  const doc = docs.find(({ id }) => id === open)
  if (doc?.checked) return <Opened doc={doc} checked={doc.checked} />
  return (
    <Page title={say(words.title)}>
      <Sheet>
        <Bring />
      </Sheet>
      {docs.length > 0 ? (
        <Sheet title={say(words.file)}>
          <Table docs={docs} />
        </Sheet>
      ) : (
        <EmptyState title={say(words.emptyTitle)} hint={say(words.emptyHint)} />
      )}
    </Page>
  )
}

const Table = ({ docs }: { docs: readonly Doc[] }): ReactNode => {
  const say = useSay()
  const done = docs.filter(({ state }) => state === 'checked' || state === 'failed').length
  const going = done < docs.length
  return (
    <div className="stack">
      {going && (
        <div role="status">
          <span>{say(words.checking, { n: Math.min(done + 1, docs.length), total: docs.length })}</span>
          <Progress percent={Math.round((done / docs.length) * 100)} showInfo={false} aria-hidden="true" />
        </div>
      )}
      <ul className="figcheck-docs">
        {docs.map((doc) => (
          <li key={doc.id}>
            <Line doc={doc} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const Line = ({ doc }: { doc: Doc }): ReactNode => {
  const say = useSay()
  const toLook = doc.checked?.lines.filter(isAlarm).length ?? 0
  return (
    <>
      <div className="figcheck-doc">
        <span className="figcheck-name">{doc.name}</span>
        {doc.state === 'waiting' && <span className="tag">{say(words.waiting)}</span>}
        {doc.state === 'checking' && <span className="tag">{say(words.working)}</span>}
        {doc.state === 'checked' && (
          <span className={toLook > 0 ? 'tag tag-alarm' : 'tag'}>
            {toLook > 0 ? say(words.toLook, { n: toLook }) : say(words.clean)}
          </span>
        )}
        <span className="figcheck-doc-buttons">
          {doc.state === 'checked' && (
            <Button type="primary" onClick={() => show(doc.id)} aria-label={`${say(words.open)} ${doc.name}`}>
              {say(words.open)}
            </Button>
          )}
          {doc.state === 'failed' && <Button onClick={() => again(doc.id)}>{say(words.retry)}</Button>}
          {doc.state !== 'checking' && (
            <Button onClick={() => drop(doc.id)} aria-label={`${say(words.remove)} ${doc.name}`}>
              {say(words.remove)}
            </Button>
          )}
        </span>
      </div>
      {doc.state === 'failed' && <ProblemAlert error={doc.error} />}
    </>
  )
}
