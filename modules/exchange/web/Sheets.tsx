import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import type { DeskView } from '../shapes.ts'
import { many, words } from './words.ts'

type One = DeskView['sheets'][number]

/** The sheets of a file that has several: which one is read, which were, and the way to the others. */
export const Sheets = ({
  desk: { sheets, status, faulty, decided },
  busy,
  onTurn,
}: {
  desk: DeskView
  busy: boolean
  onTurn: (sheet: string) => void
}): ReactNode => {
  const say = useSay()
  if (sheets.length < 2) return null
  const done = status === 'done'
  const told = ({ state }: One): Label =>
    ({
      here: done ? words.sheetDone : words.sheetHere,
      left: words.sheetLeft,
      in: words.sheetIn,
      other: words.sheetOther,
    })[state]
  const next = sheets.find(({ state }) => state === 'left')?.name
  return (
    <Sheet title={say(words.sheets, { n: sheets.length })}>
      <ul className="exchange-list">
        {sheets.map((one) => (
          <li key={one.name}>
            <span>{say(told(one), { name: one.name, n: many(one.rows) })}</span>
            {(one.state === 'left' || one.state === 'in') && (
              <Button
                disabled={busy}
                type={done && faulty === 0 && one.name === next ? 'primary' : 'default'}
                onClick={() => onTurn(one.name)}
              >
                {say(done && one.state === 'left' ? words.goOnTo : words.turnTo, { name: one.name })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {decided && faulty > 0 && <Reason>{say(words.turnLoses, { n: many(faulty) })}</Reason>}
    </Sheet>
  )
}
