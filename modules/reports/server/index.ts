/** The door other rooms, the server and the command line use. */
export { reportsService, writeReport } from './service.ts'
export type { ReportsDeps } from './view.ts'
