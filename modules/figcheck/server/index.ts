/** The door the command line and the server use. */
export { checkFile } from './check.ts'
export { figcheckService } from './service.ts'
