/** The door other rooms, the server and the command line use. */
export { type ReportsDeps, reportsService, writeReport } from './service.ts'
