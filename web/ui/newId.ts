import { v7 } from 'uuid'

/** A UUIDv7 for what is about to be created: made once per form, so that sending twice creates once. */
export const newId = (): string => v7()
