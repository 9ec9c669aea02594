/** The door other rooms and the server use. */
export { figuresService } from './service.ts'
export { type Ask, readTable } from './table.ts'
export { kindOf, measuresOf } from './measures.ts'
export { declareMeasures, foldAll, foldOnce, type Folding, recutCells, startFolding } from './fold.ts'
export { closeDue, closeHistory, startClosing } from './closing.ts'
export { closeMonths } from './queries.ts'
export { type Contributed, type Finding, type Recompute, type Verified, verifyFigures } from './verify.ts'
