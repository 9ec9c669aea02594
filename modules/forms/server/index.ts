/** The door the server uses. */
export { formsService } from './service.ts'
