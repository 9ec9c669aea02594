import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** How the HTTPS certificate of this server stands; `none` where a proxy in front has it, or there is no HTTPS. */
export type CertificateState =
  | { readonly state: 'none' | 'unreadable'; readonly ends: null; readonly days: null }
  | { readonly state: 'good' | 'soon' | 'over' | 'notYet'; readonly ends: Date; readonly days: number }

/** Days before its end from which a certificate is said to end soon: time for an office to get a new one. */
export const certificateSoonDays = 30

/** Reads a certificate file anew, since it is replaced while the server runs. @param file null: none of its own. */
export const certificateState = (file: string | null, now: Date): CertificateState => {
  if (file === null) return { state: 'none', ends: null, days: null }
  try {
    const { validFrom, validTo } = new X509Certificate(readFileSync(file))
    const ends = new Date(validTo)
    const days = Math.floor((ends.getTime() - now.getTime()) / 86_400_000)
    const state =
      new Date(validFrom) > now ? 'notYet' : ends <= now ? 'over' : days < certificateSoonDays ? 'soon' : 'good'
    return { state, ends, days }
  } catch {
    // Replaced just now by one that cannot be read: the server goes on with what it has.
    return { state: 'unreadable', ends: null, days: null }
  }
}
