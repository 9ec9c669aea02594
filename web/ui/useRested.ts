import { useEffect, useState } from 'react'

/** The value once it has stood for so many milliseconds, so that a word typed is one question to the server. */
export const useRested = <T>(value: T, milliseconds: number): T => {
  const [rested, setRested] = useState(value)
  const key = JSON.stringify(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(JSON.parse(key) as T), milliseconds)
    return () => window.clearTimeout(timer)
  }, [key, milliseconds])
  return rested
}
