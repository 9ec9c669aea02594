import { sql } from 'kysely'
import type { CalendarRow } from '#platform/clock/calendar.ts'
import type { Tx } from '#platform/db/open.ts'

/** Every loaded day. A half day is a working day. */
export const calendarRows = async (tx: Tx): Promise<CalendarRow[]> =>
  (
    await sql<CalendarRow>`select day as date, case type when 'OFF' then 'OFF' else 'WORK' end as type, name, source from cases.calendar_day order by day`.execute(
      tx,
    )
  ).rows

/** Adds days; a day loaded before takes the new kind. */
export const saveCalendarRows = async (tx: Tx, rows: readonly CalendarRow[]): Promise<void> => {
  await sql`insert into cases.calendar_day (day, type, name, source)
    select * from unnest(${rows.map((row) => row.date)}::date[], ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.source)}::text[])
    on conflict (day) do update set type = excluded.type, name = excluded.name, source = excluded.source`.execute(tx)
}
