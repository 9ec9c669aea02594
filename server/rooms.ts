import type { FastifyInstance } from 'fastify'
import { catalogue } from '#catalogue/index.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { makeCases } from '#modules/cases/server/index.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { type IdentityDeps, identityService } from '#modules/identity/server/index.ts'
import { orgContract } from '#modules/org/contract.ts'
import { orgService } from '#modules/org/server/index.ts'
import { buildCalendar, type Calendar } from '#platform/clock/calendar.ts'
import type { Contract, Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Door, mount } from '#platform/http/serve.ts'

/** What rooms need besides the request; given once at the start. */
export type RoomDeps = IdentityDeps & {
  /** The work calendar now in force; the published one when absent. */
  readonly calendar?: () => Calendar
}

/** A room as the front door knows it. */
export type Room = { readonly contract: Contract; readonly mount: (app: FastifyInstance, door: Door) => void }

const room = <C extends Contract>(contract: C, service: Service<C, Ctx>): Room => ({
  contract,
  mount: (app, door) => mount(app, door, contract, service),
})

/** Every room of the house; a new one is one line here. */
export const makeRooms = (deps: RoomDeps): readonly Room[] => [
  room(identityContract, identityService(deps)),
  room(orgContract, orgService),
  room(casesContract, makeCases(catalogue, deps.calendar ?? published)),
]

const calendar = buildCalendar()
const published = (): Calendar => calendar
