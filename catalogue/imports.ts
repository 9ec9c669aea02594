import type { ImportSpec } from '#modules/exchange/define.ts'
import { petitionImport } from './rights/petition-import.ts'

/** Kinds whose old registers tell how a matter was handled; every other kind is imported by its derived columns alone. */
export const imports: Readonly<Record<string, ImportSpec>> = { [petitionImport.kind]: petitionImport }
