/** The door other rooms and the server use. */
export { changeColumns } from '../rules/changes.ts'
export type { Division } from '../rules/compare.ts'
export { type ChangeDeps, changeUnits, type ChangesMade, compareUnits } from './changes.ts'
export { orgService, unitByCode, unitOnceOf } from './service.ts'
export { unitsById, type UnitRow } from './queries.ts'
