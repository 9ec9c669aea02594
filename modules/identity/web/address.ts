import { useEffect, useState } from 'react'

/** A code that came with the address of the page; it leaves the address bar at once, so that no history keeps it. */
export const useCodeOfAddress = (): readonly [code: string, setCode: (code: string) => void] => {
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)))
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, '', location.pathname)
  }, [])
  return [code, setCode]
}

/** Whether an address is one that only the machine itself opens. */
export const isHere = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(hostname)
