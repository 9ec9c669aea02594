import type { Label } from '#platform/text/label.ts'
import type { Io } from './io.ts'

/** Says how far something is, each tenth. */
export const shareTold = (io: Io, what: Label): ((share: number) => void) => {
  let next = 0.1
  return (share) => {
    if (share < next) return
    io.say(`${what.zh} ${Math.floor(share * 100)}% · ${what.en}`)
    next = Math.floor(share * 10) / 10 + 0.1
  }
}

/** A size as people say it: `3.4 MB`. */
export const sizeText = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`
}
