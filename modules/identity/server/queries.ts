import { sql } from 'kysely'
import type { Database, Tx } from '#platform/db/open.ts'

/** What sign-in knows about one user name. */
export type Candidate = {
  readonly id: string
  readonly password: string
  /** Sealed secret of the second factor. */
  readonly totp: Buffer | null
  /** Last accepted 30-second step. */
  readonly totp_used: number
  readonly status: string
  /** Who reset the password, until another person has released it. */
  readonly held_by: string | null
}

/** The account of a user name, or null. */
export const candidate = async (db: Database | Tx, username: string): Promise<Candidate | null> => {
  const { rows } = await sql<Candidate>`select * from identity.sign_in_candidate(${username})`.execute(db)
  return rows[0] ?? null
}

/** Notes the code that was used, so that it is taken once. */
export const noteCode = (tx: Tx, id: string, totpUsed: number): Promise<unknown> =>
  tx.updateTable('identity.account').set({ totp_used: totpUsed }).where('id', '=', id).execute()

/** The row of `identity.enter`: who is asking, in which post. */
export type Entered = {
  readonly account_id: string
  readonly username: string
  readonly name: string
  readonly must_change: boolean
  readonly second_factor: boolean
  readonly demo: boolean
  readonly post_id: string
  readonly role: string
  readonly unit_id: number
  readonly unit_code: string
  readonly unit_name: string
  readonly level: string
  readonly scope: string
  readonly home: string
  readonly title_zh: string
  readonly title_en: string
  readonly light?: boolean
  readonly device_id?: string | null
}

/** Finds a living session and sets the transaction's context; null when there is none. */
export const enter = async (tx: Tx, tokenHash: Uint8Array, now: Date): Promise<Entered | null> => {
  const { rows } = await sql<Entered>`select * from identity.enter(${Buffer.from(tokenHash)}, ${now})`.execute(tx)
  return rows[0] ?? null
}

/** Sets the context of the transaction for the first administrator, whom no session names yet. */
export const actAs = (
  tx: Tx,
  who: { account: string; post: string; role: string; unitId: number; scope: string },
  today: string,
): Promise<unknown> =>
  sql`select identity.act_as(${who.account}, ${who.post}, ${who.role}, ${who.unitId}, ${who.scope}, null, ${today})`.execute(
    tx,
  )

/** An active account in its oldest post of a day, or in its post of one role; null when there is none. */
export const holder = async (
  tx: Tx,
  username: string,
  today: string,
  role: string | null,
): Promise<Omit<Entered, 'second_factor'> | null> => {
  const { rows } = await sql<Entered>`select a.id as account_id, a.username, a.name, a.must_change, a.demo,
      p.id as post_id, p.role, p.title_zh, p.title_en, p.home, p.unit_id, p.scope, u.code as unit_code, u.name as unit_name, u.level
    from identity.account a join identity.post p on p.account_id = a.id join org.unit u on u.id = p.unit_id
    where a.username = ${username} and a.status = 'active' and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})
      and (${role}::text is null or p.role = ${role})
    order by p.valid_from, p.id limit 1`.execute(tx)
  return rows[0] ?? null
}

/** An active account in one post of a day; null when either has ended. */
export const holderOf = async (
  tx: Tx,
  account: string,
  post: string,
  today: string,
): Promise<Omit<Entered, 'second_factor'> | null> => {
  const { rows } = await sql<Entered>`select a.id as account_id, a.username, a.name, a.must_change, a.demo,
      p.id as post_id, p.role, p.title_zh, p.title_en, p.home, p.unit_id, p.scope, u.code as unit_code, u.name as unit_name, u.level
    from identity.account a join identity.post p on p.account_id = a.id join org.unit u on u.id = p.unit_id
    where a.id = ${account}::uuid and p.id = ${post}::uuid and a.status = 'active' and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Opens a session. */
export const openSession = (
  tx: Tx,
  session: {
    tokenHash: Buffer
    accountId: string
    postId: string
    now: Date
    expiresAt: Date
    ip: string
    agent: string
    /** The bound phone it came from: it is light, and ends with it. */
    phone?: string | null
  },
): Promise<unknown> =>
  tx
    .insertInto('identity.session')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      post_id: session.postId,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      ip: session.ip,
      agent: session.agent,
      device_id: session.phone ?? null,
      light: session.phone != null,
    })
    .execute()

/** Ends one session. */
export const closeSession = (tx: Tx, tokenHash: Uint8Array): Promise<unknown> =>
  tx.deleteFrom('identity.session').where('token_hash', '=', Buffer.from(tokenHash)).execute()

/** Ends the sessions of an account, except the one given; with `before` only those that ran out by then. */
export const closeSessions = (
  tx: Tx,
  accountId: string,
  options: { except?: Uint8Array | null; before?: Date } = {},
): Promise<unknown> => {
  let query = tx.deleteFrom('identity.session').where('account_id', '=', accountId)
  if (options.except) query = query.where('token_hash', '<>', Buffer.from(options.except))
  if (options.before) query = query.where('expires_at', '<=', options.before)
  return query.execute()
}

/** Puts a session into another post. */
export const movePost = (tx: Tx, tokenHash: Uint8Array, postId: string): Promise<unknown> =>
  tx.updateTable('identity.session').set({ post_id: postId }).where('token_hash', '=', Buffer.from(tokenHash)).execute()

/** These accounts with all their posts of a day. */
export const accountsOf = (tx: Tx, ids: readonly string[], today: string) =>
  tx
    .selectFrom('identity.account as a')
    .leftJoin('identity.post as p', (on) =>
      on
        .onRef('p.account_id', '=', 'a.id')
        .on('p.valid_from', '<=', today)
        .on((is) => is.or([is('p.valid_to', 'is', null), is('p.valid_to', '>=', today)])),
    )
    .leftJoin('org.unit as u', 'u.id', 'p.unit_id')
    .select([
      'a.id',
      'a.username',
      'a.name',
      'a.status',
      'a.created_at',
      'a.held_by',
      'a.last_in',
      'a.scope as account_scope',
      'p.scope',
      (is) =>
        is
          .selectFrom('identity.attempt as t')
          .select((eb) => eb.fn.max('t.until').as('until'))
          .whereRef('t.account_id', '=', 'a.id')
          .as('locked_until'),
      'p.role',
      'p.title_zh',
      'p.title_en',
      'u.name as unit_name',
    ])
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
    .orderBy('p.valid_from')
    .execute()

/** User name and standing of one account. */
export const accountById = (tx: Tx, id: string) =>
  tx
    .selectFrom('identity.account')
    .select(['id', 'username', 'name', 'status', 'held_by', 'scope', 'must_change', 'last_in'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Whether a user name is taken. */
export const accountNamed = (tx: Tx, username: string): Promise<{ id: string } | undefined> =>
  tx.selectFrom('identity.account').select('id').where('username', '=', username).executeTakeFirst()

/** Releases a reset account; false when the actor is not the second person. */
export const release = async (tx: Tx, id: string, dropFactor: boolean): Promise<boolean> =>
  (await sql<{ done: boolean }>`select identity.release(${id}::uuid, ${dropFactor}) as done`.execute(tx)).rows[0]
    ?.done === true

/** Notes a sign-in. */
export const noteSignIn = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  tx.updateTable('identity.account').set({ last_in: now }).where('id', '=', id).execute()

/** Tells the owner of an account, the chair of her unit and the nearest auditor. */
export const tellOfAccount = async (
  tx: Tx,
  id: string,
  now: Date,
  key: string,
  vars: Record<string, string>,
): Promise<void> => {
  await sql`select guard.account_tell(${id}::uuid, ${now}, ${key}, ${JSON.stringify(vars)}::jsonb)`.execute(tx)
}

/** Changes an account; every change makes it a new version. */
export const changeAccount = (
  tx: Tx,
  id: string,
  change: {
    password?: string
    password_at?: Date
    must_change?: boolean
    totp?: Buffer | null
    totp_used?: number
    held_by?: string | null
    last_in?: Date
    status?: string
  },
): Promise<unknown> =>
  tx
    .updateTable('identity.account')
    .set((is) => ({ ...change, version: is('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Adds an account. */
export const openAccount = (
  tx: Tx,
  account: {
    id: string
    username: string
    name: string
    password: string
    now: Date
    mustChange?: boolean
    scope?: string
  },
): Promise<unknown> =>
  tx
    .insertInto('identity.account')
    .values({
      id: account.id,
      username: account.username,
      name: account.name,
      password: account.password,
      must_change: account.mustChange ?? false,
      scope: account.scope ?? null,
      created_at: account.now,
      password_at: account.now,
    })
    .execute()

/** Whether there is no account yet; with `hold`, nobody else can set one up until the transaction ends. */
export const isEmpty = async (tx: Tx, hold: boolean): Promise<boolean> => {
  if (hold) await sql`select pg_advisory_xact_lock(hashtext('nuanjia.setup'))`.execute(tx)
  return (await tx.selectFrom('identity.account').select('id').limit(1).executeTakeFirst()) === undefined
}
