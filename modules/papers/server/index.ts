/** The door of the room. */
export { papersService } from './service.ts'
