import type { FastifyInstance } from 'fastify'
import { imports } from '#catalogue/imports.ts'
import { catalogue } from '#catalogue/index.ts'
import { halfYearReport } from '#catalogue/rights/half-year-report.ts'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import { auditContract } from '#modules/audit/contract.ts'
import { auditService, type ChainDeps } from '#modules/audit/server/index.ts'
import { calendarContract } from '#modules/cases/calendar-contract.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { calendarService } from '#modules/cases/server/calendar.ts'
import { leftOfPost, makeCases, makeEngine, movePlaces } from '#modules/cases/server/index.ts'
import { exchangeContract } from '#modules/exchange/contract.ts'
import { deskService, type ExchangeDeps, readTable, writeTemplate } from '#modules/exchange/server/index.ts'
import { figcheckContract } from '#modules/figcheck/contract.ts'
import { figcheckService } from '#modules/figcheck/server/index.ts'
import { formsContract } from '#modules/forms/contract.ts'
import { formsService } from '#modules/forms/server/index.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { figuresService } from '#modules/figures/server/index.ts'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { accountsService, type IdentityDeps, identityService, phonesService } from '#modules/identity/server/index.ts'
import { phonesContract } from '#modules/identity/phones-contract.ts'
import { officeContract } from '#modules/office/contract.ts'
import { officeService } from '#modules/office/server/index.ts'
import { orgContract } from '#modules/org/contract.ts'
import { orgService } from '#modules/org/server/index.ts'
import { papersContract } from '#modules/papers/contract.ts'
import { papersService } from '#modules/papers/server/index.ts'
import { practiceContract } from '#modules/practice/contract.ts'
import { type PracticeHouse, practiceService } from '#modules/practice/server/index.ts'
import { reportsContract } from '#modules/reports/contract.ts'
import { reportsService } from '#modules/reports/server/index.ts'
import { runningContract } from '#modules/running/contract.ts'
import { type ByHand, type Machine, runningService } from '#modules/running/server/index.ts'
import { buildCalendar, type Calendar } from '#platform/clock/calendar.ts'
import type { Contract, Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Door, mount } from '#platform/http/serve.ts'

/** The work calendar of a process: read by clocks, replaced when an administrator loads a year. */
export type CalendarHolder = { readonly now: () => Calendar; readonly replace: (calendar: Calendar) => void }

export const holdCalendar = (first: Calendar = buildCalendar()): CalendarHolder => {
  let present = first
  return { now: () => present, replace: (calendar) => void (present = calendar) }
}

/** What rooms need besides the request; given once at the start. */
export type RoomDeps = Omit<IdentityDeps, 'spell'> &
  ChainDeps & {
    readonly calendar?: CalendarHolder
    /** Null in a practice house. */
    readonly machine: Machine | null
    readonly publicUrl?: string | null
    /** The practice house beside this one; null or absent in a demonstration, and in practice itself. */
    readonly practice?: PracticeHouse | null
    readonly byHand?: ByHand | null
  }

/** A room as the front door knows it. */
export type Room = { readonly contract: Contract; readonly mount: (app: FastifyInstance, door: Door) => void }

const room = <C extends Contract>(contract: C, service: Service<C, Ctx>): Room => ({
  contract,
  mount: (app, door) => mount(app, door, contract, service),
})

/** What the exchange room is made of. */
export const exchangeDeps = (calendar: () => Calendar): ExchangeDeps => ({
  catalogue,
  imports,
  engine: makeEngine(catalogue, calendar),
  cases: makeCases(catalogue, calendar),
})

/** Every room of the house; a new one is one line here. */
export const makeRooms = ({ calendar = holdCalendar(), ...deps }: RoomDeps): readonly Room[] => [
  room(identityContract, identityService({ ...deps, spell: wholePinyin, leftInHand: leftOfPost })),
  room(
    accountsContract,
    accountsService({ ...deps, spell: wholePinyin, tables: { read: readTable, form: writeTemplate } }),
  ),
  room(phonesContract, phonesService({ ...deps, spell: wholePinyin })),
  room(orgContract, orgService({ initials, wholePinyin, carried: movePlaces })),
  room(runningContract, runningService({ ...deps, calendar: calendar.now })),
  room(practiceContract, practiceService(deps.practice ?? null)),
  room(auditContract, auditService(catalogue, deps)),
  room(casesContract, makeCases(catalogue, calendar.now)),
  room(officeContract, officeService(calendar.now)),
  room(papersContract, papersService(makeEngine(catalogue, calendar.now), deps.publicUrl ?? null)),
  room(calendarContract, calendarService(calendar.replace)),
  room(figuresContract, figuresService(catalogue)),
  room(figcheckContract, figcheckService()),
  room(formsContract, formsService(exchangeDeps(calendar.now))),
  room(reportsContract, reportsService({ templates: [halfYearReport], catalogue })),
  room(exchangeContract, deskService(exchangeDeps(calendar.now))),
]
