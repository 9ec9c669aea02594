import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'

// One write to a socket costs a request more than most of its statements cost the database. So nothing is sent whose answer nobody
// waits for: BEGIN goes out with the first statement, and what was put off (an audit row) with the next one, usually COMMIT
// (docs/decisions/0007).

const putOff = new WeakSet<CompiledQuery>()

/** Marks a statement whose answer nobody needs: it is sent with the next one of its transaction, and that one fails when it fails. */
export const withNext = (query: CompiledQuery): CompiledQuery => {
  putOff.add(query)
  return query
}

const nothing: QueryResult<never> = { rows: [] }

class Lane implements DatabaseConnection {
  readonly client: pg.PoolClient
  #waiting: CompiledQuery[] = []

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  /** Puts a statement off until the next one. */
  wait(query: CompiledQuery): void {
    this.#waiting.push(query)
  }

  /** Ends a transaction: nothing is sent of one that never began. */
  async end(query: CompiledQuery): Promise<void> {
    const idle = isBegin(this.#waiting[0]) && (query === rollback || this.#waiting.length === 1)
    if (idle || query === rollback) this.#waiting = []
    if (idle) return
    const done = await this.#send(query)
    // PostgreSQL answers COMMIT of a broken transaction with ROLLBACK and no error.
    if (query === commit && done.command !== 'COMMIT') throw new Error('the transaction was undone, not committed')
  }

  /** Gives the connection back; what was put off outside a transaction would otherwise never be sent. */
  release(): void {
    const lost = this.#waiting.length > 0
    this.#waiting = []
    this.client.release(lost)
    if (lost) throw new Error('a statement was put off outside a transaction')
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (putOff.has(query)) {
      this.wait(query)
      return nothing
    }
    const last = await this.#send(query)
    return {
      rows: last.rows as R[],
      ...(changing.has(last.command) ? { numAffectedRows: BigInt(last.rowCount ?? 0) } : {}),
    }
  }

  async #send(query: CompiledQuery): Promise<pg.QueryResult> {
    const stream = (this.client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
      .stream
    const sent = this.#waiting
    this.#waiting = []
    stream.cork()
    const answers = [...sent, query].map((one) => this.client.query(one.sql, [...one.parameters]))
    stream.uncork()
    // Each has its own answer; all are waited for, so that the connection is at rest again whatever fails.
    const settled = await Promise.allSettled(answers)
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    return answers.at(-1)!
  }

  // A pipelined connection cannot hold a cursor open; whoever reads much asks for it page by page.
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('this database handle does not stream')
  }
}

const beginning = ({ isolationLevel, accessMode }: TransactionSettings): CompiledQuery =>
  CompiledQuery.raw(
    ['begin', isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(' '),
  )
const isBegin = (query: CompiledQuery | undefined): boolean => query?.sql.startsWith('begin') ?? false
const commit = CompiledQuery.raw('commit')
const rollback = CompiledQuery.raw('rollback')
const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

const makeDriver = (pool: pg.Pool): Driver => {
  const lanes = new WeakMap<pg.PoolClient, Lane>()
  const lane = (connection: DatabaseConnection): Lane => connection as Lane
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const client = await pool.connect()
      const known = lanes.get(client) ?? new Lane(client)
      lanes.set(client, known)
      return known
    },
    beginTransaction: async (connection, settings) => lane(connection).wait(beginning(settings)),
    commitTransaction: async (connection) => lane(connection).end(commit),
    rollbackTransaction: async (connection) => lane(connection).end(rollback),
    releaseConnection: async (connection) => lane(connection).release(),
    destroy: () => pool.end(),
  }
}

/** Kysely over a pool whose clients are pipelined (`pipeline: true`). */
export const pipelined = (pool: pg.Pool): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => makeDriver(pool),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
