/** The door other rooms and the server use. */
export type { IdentityDeps } from './attempts.ts'
export { enter } from './enter.ts'
export type { Tables } from './list.ts'
export { accountsService } from './accounts-service.ts'
export { enterAs, enterPost } from './local.ts'
export { phonesService } from './phones.ts'
export { beginVouched } from './sessions.ts'
export { identityService } from './service.ts'
