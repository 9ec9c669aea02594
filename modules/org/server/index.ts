/** The door other rooms and the server use. */
export { type ChangeDeps, changeUnits, type ChangesMade } from './changes.ts'
export { orgService, unitByCode } from './service.ts'
export { unitsById, type UnitRow } from './queries.ts'
