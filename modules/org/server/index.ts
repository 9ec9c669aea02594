/** The door other rooms and the server use. */
export { orgService, unitByCode } from './service.ts'
export { unitsById, type UnitRow } from './queries.ts'
