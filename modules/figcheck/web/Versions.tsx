import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import type { CheckedLine } from '../contract.ts'
import { compare, keyOf } from './compare.ts'
import { type Doc, useTable } from './store.ts'
import { words } from './words.ts'

/** What became of the version before: mended, taken out, still there, new. */
export const Versions = ({ doc, onShow }: { doc: Doc; onShow: (key: string) => void }): ReactNode => {
  const say = useSay()
  const { docs } = useTable()
  const before = docs.find(({ id }) => id === doc.before)?.checked
  if (!before || !doc.checked) return null
  const { mended, gone, still, fresh } = compare(before.lines, doc.checked.lines)
  return (
    <Sheet title={say(words.compared)}>
      <div className="figcheck-versions">
        <Part title={say(words.mended, { n: mended.length })} lines={mended.map(({ now }) => now)} onShow={onShow} />
        <Part title={say(words.still, { n: still.length })} lines={still.map(({ now }) => now)} onShow={onShow} />
        <Part title={say(words.fresh, { n: fresh.length })} lines={fresh} onShow={onShow} />
        <Part title={say(words.gone, { n: gone.length })} lines={gone} />
      </div>
    </Sheet>
  )
}

const Part = ({
  title,
  lines,
  onShow,
}: {
  title: string
  lines: readonly CheckedLine[]
  onShow?: (key: string) => void
}): ReactNode => {
  const say = useSay()
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={keyOf(line)}>
            {onShow ? (
              <button type="button" className="figcheck-go" onClick={() => onShow(keyOf(line))}>
                {say(line.explanation)}
              </button>
            ) : (
              say(line.explanation)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
