import { useState } from 'react'
import { sessionHours } from '#modules/identity/define.ts'
import { type LocalDate, localDate, localDateTime } from '#platform/clock/time.ts'
import { useMe } from './session.tsx'

/** The server's clock as this page knows it: the browser's own may be wrong by days. */
export type Now = {
  /** The day the page was opened, in Asia/Shanghai. */
  readonly today: LocalDate
  /** The wall clock in Asia/Shanghai, `YYYY-MM-DDTHH:mm`. */
  readonly wall: () => string
}

// The session tells the server's time once and lives for hours: a browser that is later by less than that is believed.
const believed = sessionHours * 3_600_000

const clockOf = (serverNow: string): Now => {
  const ahead = new Date(serverNow).getTime() - Date.now()
  const now = (): Date => new Date(Date.now() + (ahead <= 0 && ahead > -believed ? 0 : ahead))
  return { today: localDate(now()), wall: () => localDateTime(now()).replace(' ', 'T') }
}

/** The clock of the server for forms: what day it is and what time stands in a field that begins with now. */
export const useNow = (): Now => {
  const { now } = useMe()
  const [clock] = useState(() => clockOf(now))
  return clock
}
