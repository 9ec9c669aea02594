import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useSay } from '../preferences.ts'
import { words } from '../words.ts'

/** Above every page of the practice house, also those to be printed; on paper a mark lies across each sheet. */
export const PracticeBar = (): ReactNode => {
  const say = useSay()
  const bar = useRef<HTMLDivElement>(null)
  const mark = say(words.practice)
  // Pages to be printed give themselves none.
  useEffect(() => {
    if (!document.title.startsWith(mark)) document.title = `${mark} · ${say(words.house)}`
  })
  useEffect(() => {
    const box = bar.current
    if (!box) return undefined
    // What sticks to the top of a page sticks below it, however many lines it has.
    const watch = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--practice-bar', `${box.offsetHeight}px`),
    )
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <div className="practice-bar" role="note" ref={bar}>
        <span>{say(words.practiceBar)}</span>
        <a href="/">{say(words.practiceBack)}</a>
      </div>
      {createPortal(
        <div className="practice-mark" aria-hidden="true">
          {mark}
        </div>,
        // Pages that are printed in sheets leave the rest of the house out.
        document.body,
      )}
    </>
  )
}
