import type { Catalogue } from '#modules/cases/define.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import { sensitiveClassesOf } from './measures.ts'
import { cutAgain, type Declared, foldBatch, takeFolding, treeChanged, writeMeasures } from './queries.ts'

/** Postings claimed at a time. */
const batch = 5_000

/**
 * Folds one batch of postings into the cells, in one transaction: a process killed in the middle leaves nothing half done.
 * Where the tree changed, cells are first cut to it.
 * @param db the system login.
 * @returns how many were folded; fewer than a batch means nothing waits.
 */
export const foldOnce = (db: Database, size = batch): Promise<number> =>
  db.transaction().execute((tx) => foldIn(tx, size))

const foldIn = async (tx: Tx, size: number): Promise<number> => {
  if (await treeChanged(tx)) await cutAgain(tx)
  return foldBatch(tx, size)
}

/** Folds until nothing waits; for seeds, imports and tests. The system login. */
export const foldAll = async (db: Database): Promise<number> => {
  for (let sum = 0; ;) {
    const folded = await foldOnce(db)
    sum += folded
    if (folded === 0) return sum
  }
}

/** Cuts all cells again from the postings, whatever stands there: the remedy when a check finds cells that differ. The system login. */
export const recutCells = (db: Database): Promise<void> => db.transaction().execute((tx) => cutAgain(tx, true))

/** The measures of a catalogue as the database keeps them; ratios are not kept, they are worked out. */
export const declaredOf = (catalogue: Catalogue): Declared[] =>
  Object.values(catalogue.kinds).flatMap((kind) =>
    Object.entries(kind.measures)
      .filter(([, spec]) => spec.type !== 'ratio')
      .map(([key, spec]) => ({
        measure: `${kind.key}.${key}`,
        stock: spec.type === 'stock',
        sensitive: kind.sensitive?.includes(key) ?? false,
        ...sensitiveClassesOf(catalogue, kind),
      })),
  )

/** Writes the catalogue's measures to the database; a measure not written cannot be read. The system login. */
export const declareMeasures = (db: Database, catalogue: Catalogue): Promise<void> =>
  writeMeasures(db, declaredOf(catalogue))

/** The running job; `stop` waits for the batch in hand. */
export type Folding = { readonly stop: () => Promise<void> }

/**
 * Keeps cells up: every `everyMs` milliseconds, in whichever process holds the lock. Reads do not wait for it: they add what
 * is not folded yet. A failed round (the database restarting) is told to `report` and tried again.
 * @param db the system login.
 */
export const startFolding = (options: {
  readonly db: Database
  readonly everyMs?: number
  readonly report?: (error: unknown) => void
}): Folding => {
  const { db, everyMs = 500, report } = options
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      round = foldInTurn(db, () => stopped).then(
        () => undefined,
        (error: unknown) => report?.(error),
      )
      void round.then(next)
    }, everyMs)
    timer.unref()
  }
  next()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}

/**
 * One round of the job: folds all that waits, unless another process is at it.
 * @returns how many were folded.
 */
export const foldInTurn = async (db: Database, stopped: () => boolean = () => false): Promise<number> => {
  for (let sum = 0; ;) {
    const folded = await db.transaction().execute(async (tx) => ((await takeFolding(tx)) ? foldIn(tx, batch) : 0))
    sum += folded
    if (folded < batch || stopped()) return sum
  }
}
