import { catalogue } from '#catalogue/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import type { Facts } from '../define.ts'

export const petition = catalogue.kinds['petition']!
export const calendar = buildCalendar()

/** A petition about unpaid wages of which nothing but the registration has happened. */
export const facts: Facts = {
  status: 'registered',
  category: '0403',
  channel: 'V',
  flags: [],
  notifyMode: null,
  result: null,
  persons: 1,
  data: {},
  done: [],
  tracks: [],
  obligations: [],
  acts: [],
  files: [],
  parties: [],
  parts: [],
}
