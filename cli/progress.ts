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
