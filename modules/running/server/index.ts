/** The door other rooms and the server use. */
export { type BackupDeps, backUp, noteOperator } from './backups.ts'
export { backupsByHand, type ByHand } from './by-hand.ts'
export { type NightDeps, startNightlyBackup } from './night.ts'
export { clockBehind, isNearlyFullAt, type Machine, readState, runningService, type State } from './state.ts'
