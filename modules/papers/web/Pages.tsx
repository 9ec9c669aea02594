import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { casesContract, type PaperKind, paperKinds } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { photoWords as words } from './photo-words.ts'

type One = { readonly home: string; readonly id: string }
type Turn = 0 | 90 | 180 | 270
const further = (turn: Turn): Turn => ((turn + 90) % 360) as Turn

/** The photographs of one code as the pages of one paper: their order and turn are mended, and one tap says what it is. */
export const Pages = ({
  one,
  files,
  onDrop,
  onChange,
  onAnswer,
}: {
  one: One
  files: readonly string[]
  onDrop: (file: string) => void
  onChange: () => void
  onAnswer: (paper: string) => void
}): ReactNode => {
  const say = useSay()
  const [paper] = useState(newId)
  const [arranged, setArranged] = useState<readonly string[]>([])
  const [turns, setTurns] = useState<Readonly<Record<string, Turn>>>({})
  const [purpose, setPurpose] = useState<PaperKind | null>(null)
  const [kept, setKept] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const order = [
    ...arranged.filter((file) => files.includes(file)),
    ...files.filter((file) => !arranged.includes(file)),
  ]
  const pages = order.map((file) => ({ file, turn: turns[file] ?? (0 as Turn) }))
  const wanted = JSON.stringify([purpose, pages])
  const latest = useRef({ pages, onChange })
  useEffect(() => {
    latest.current = { pages, onChange }
  })
  // Named once, it is kept as it stands after each change: a page that comes later belongs to it.
  useEffect(() => {
    const { pages: now } = latest.current
    if (!purpose || now.length === 0) return
    call(casesContract.namePaper, { params: { ...one, paper }, body: { purpose, pages: now } }).then(() => {
      setError(null)
      setKept(now.length)
      latest.current.onChange()
    }, setError)
    // What is wanted says it all.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  const forward = (place: number): void => {
    const next = [...order]
    next.splice(place - 1, 2, order[place]!, order[place - 1]!)
    setArranged(next)
  }
  if (files.length === 0) return null
  return (
    <>
      <ul className="papers-photos">
        {order.map((file, place) => {
          const n = { n: place + 1 }
          return (
            <li key={file}>
              <Photo one={one} file={file} name={say(words.photo, n)} turn={turns[file] ?? 0} />
              <span className="papers-row">
                {place > 0 && (
                  <Button size="small" onClick={() => forward(place)} aria-label={say(words.forwardOf, n)}>
                    {say(words.forward)}
                  </Button>
                )}
                <Button
                  size="small"
                  onClick={() => setTurns({ ...turns, [file]: further(turns[file] ?? 0) })}
                  aria-label={say(words.turnOf, n)}
                >
                  {say(words.turn)}
                </Button>
                <Button size="small" onClick={() => onDrop(file)} aria-label={say(words.dropOf, n)}>
                  {say(words.drop)}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      <fieldset className="papers-kinds">
        <legend>{say(words.whatIsIt)}</legend>
        {(Object.keys(paperKinds) as PaperKind[]).map((kind) => (
          <Button key={kind} aria-pressed={purpose === kind} onClick={() => setPurpose(kind)}>
            {say(paperKinds[kind])}
          </Button>
        ))}
      </fieldset>
      <p role="status">{purpose && kept > 0 && say(words.named, { what: say(paperKinds[purpose]), n: kept })}</p>
      {purpose === 'answer' && kept > 0 && (
        <div>
          <Button type="primary" onClick={() => onAnswer(paper)}>
            {say(words.noteAnswer)}
          </Button>
        </div>
      )}
      <ProblemAlert error={error} />
    </>
  )
}

/** A photograph as it was kept: looked at here, so that nothing stays on the computer. */
const Photo = ({ one, file, name, turn }: { one: One; file: string; name: string; turn: Turn }): ReactNode => {
  const { data: url } = useQuery({
    queryKey: ['papers', 'photo', file],
    queryFn: async () => URL.createObjectURL(await call(casesContract.getFile, { params: { ...one, file } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url])
  return url ? <img src={url} alt={name} style={{ transform: `rotate(${turn}deg)` }} /> : null
}
