import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useSay } from '#web/preferences.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import type { CheckedLine, Decision } from '../contract.ts'
import { verdictLabels } from '../words.ts'
import { isAlarm, keyOf } from './compare.ts'
import { type Piece, piecesOf } from './marks.ts'

/** The text with its marks; the chosen one is scrolled to, and its operands are outlined. */
export const MarkedText = ({
  text,
  lines,
  decisions,
  at,
  onAt,
}: {
  text: string
  lines: readonly CheckedLine[]
  decisions: ReadonlyMap<string, Decision>
  at: string | null
  onAt: (key: string) => void
}): ReactNode => {
  const narrow = useNarrow()
  const box = useRef<HTMLDivElement>(null)
  const paragraphs = useMemo(() => piecesOf(text, lines), [text, lines])
  useEffect(() => {
    if (at && !narrow) box.current?.querySelector('.figcheck-mark-on')?.scrollIntoView({ block: 'center' })
  }, [at, narrow])
  return (
    <div ref={box} className="figcheck-paper">
      {paragraphs.map((pieces, index) => (
        <Paragraph
          // Paragraphs never move while a text is open.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          text={text}
          pieces={pieces}
          decisions={decisions}
          at={pieces.some(({ lines: own }) => own.some((line) => keyOf(line) === at)) ? at : null}
          onAt={onAt}
        />
      ))}
    </div>
  )
}

const Paragraph = memo(
  ({
    text,
    pieces,
    decisions,
    at,
    onAt,
  }: {
    text: string
    pieces: readonly Piece[]
    decisions: ReadonlyMap<string, Decision>
    at: string | null
    onAt: (key: string) => void
  }): ReactNode => (
    <p className="figcheck-paragraph">
      {pieces.map((piece) => {
        const words = text.slice(piece.start, piece.end)
        const [gravest] = piece.lines
        return gravest ? (
          <Mark
            key={piece.start}
            words={words}
            lines={piece.lines}
            line={gravest}
            decisions={decisions}
            at={at}
            onAt={onAt}
          />
        ) : (
          <span key={piece.start}>{words}</span>
        )
      })}
    </p>
  ),
)

const Mark = ({
  words,
  lines,
  line,
  decisions,
  at,
  onAt,
}: {
  words: string
  lines: readonly CheckedLine[]
  line: CheckedLine
  decisions: ReadonlyMap<string, Decision>
  at: string | null
  onAt: (key: string) => void
}): ReactNode => {
  const say = useSay()
  const on = lines.some((one) => keyOf(one) === at)
  const alarm = isAlarm(line) && !decisions.has(keyOf(line))
  return (
    // A span, so that the full stop behind a number is not parted from it.
    <span
      role="button"
      tabIndex={0}
      className={`figcheck-mark figcheck-mark-${alarm ? 'alarm' : line.verdict === 'match' ? 'match' : 'note'} ${on ? 'figcheck-mark-on' : ''}`}
      aria-label={`${words} ${say(verdictLabels[line.verdict])}`}
      onClick={() => onAt(keyOf(line))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onAt(keyOf(line))
      }}
    >
      {words || '□'}
    </span>
  )
}
