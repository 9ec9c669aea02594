/** The door other rooms, the server and the command line use. */
export type { ExchangeDeps, Work } from './deps.ts'
export { type ExportOrder, listedRows } from './export.ts'
export type { ImportOrder } from './order.ts'
export { deskService } from './desk-service.ts'
export { type JobDeps, startImports } from './jobs.ts'
export { type Exchange, makeExchange } from './service.ts'
export { readWhole as readTable } from '../tabular/open.ts'
export { writeTemplate } from '../tabular/template.ts'
