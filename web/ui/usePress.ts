import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * Whether a field was left by a press that still lasts: what leaving it shows waits for the end of the press, or it would push away
 * what is being pressed. `leave` is called on blur.
 */
export const usePress = (): { readonly lasts: boolean; readonly leave: () => void } => {
  const pressed = useRef(false)
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    const down = (): void => void (pressed.current = true)
    const up = (): void => {
      pressed.current = false
      // The click follows its mouseup in the same turn.
      setTimeout(() => setLasts(false))
    }
    const ends = ['mouseup', 'dragend'] as const
    document.addEventListener('mousedown', down, true)
    for (const end of ends) document.addEventListener(end, up, true)
    return () => {
      document.removeEventListener('mousedown', down, true)
      for (const end of ends) document.removeEventListener(end, up, true)
    }
  }, [])
  const leave = useCallback(() => setLasts(pressed.current), [])
  return { lasts, leave }
}
