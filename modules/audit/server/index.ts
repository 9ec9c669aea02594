/** The door other rooms and the server use. */
export type { ChainDeps } from './chain.ts'
export { auditService } from './service.ts'
export { startReaderWatch, watchReaders } from './watch.ts'
