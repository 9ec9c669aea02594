import { useMemo } from 'react'
import { type LocalDate, localDate, localDateTime } from '#platform/clock/time.ts'
import { useMe } from '#web/session.tsx'

/** The server's clock as this page knows it: the browser's clock may be wrong by days. */
export type Now = { readonly instant: () => Date; readonly today: LocalDate; /** Wall clock in Asia/Shanghai, `YYYY-MM-DDTHH:mm`. */ readonly wall: () => string }

export const useNow = (): Now => {
  const { now } = useMe()
  return useMemo(() => {
    const ahead = new Date(now).getTime() - Date.now()
    const instant = (): Date => new Date(Date.now() + ahead)
    return { instant, today: localDate(instant()), wall: () => localDateTime(instant()).replace(' ', 'T') }
  }, [now])
}
