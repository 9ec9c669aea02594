import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** A bound phone with what proves it. */
export type Phone = {
  readonly id: string
  readonly account_id: string
  readonly username: string
  readonly name: string
  readonly kind: 'passkey' | 'pin'
  readonly credential: string | null
  readonly public_key: Buffer | null
  readonly counter: string | number
  readonly transports: string[] | null
  readonly pin: string | null
  readonly failed: number
  readonly status: string
  readonly held: boolean
}

/** The bound phone that has a secret, or a credential; null when there is none. */
export const phoneOf = async (tx: Tx, secret: Buffer | null, credential: string | null): Promise<Phone | null> => {
  const { rows } = await sql<Phone>`select * from identity.device_of(${secret}, ${credential}) limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Counts a try; the number of tries so far, or null when the phone is released. */
export const tryPhone = async (tx: Tx, id: string): Promise<number | null> =>
  (await sql<{ n: number | null }>`select identity.try_device(${id}::uuid) as n`.execute(tx)).rows[0]?.n ?? null

/** Notes a right proof. */
export const notePhone = (tx: Tx, id: string, counter: number, now: Date): Promise<unknown> =>
  sql`select identity.note_device(${id}::uuid, ${counter}::bigint, ${now})`.execute(tx)

/** Lets a phone go with all its sign-ins; whose it was, or null when it is not the actor's to release. */
export const dropPhone = async (tx: Tx, id: string, now: Date): Promise<string | null> =>
  (await sql<{ id: string | null }>`select identity.drop_device(${id}::uuid, ${now}) as id`.execute(tx)).rows[0]?.id ??
  null

/** Lets all phones of an account go; how many those were. */
export const releaseOf = async (tx: Tx, account: string, now: Date): Promise<number> => {
  const phones = await phonesOf(tx, account)
  for (const { id } of phones) await dropPhone(tx, id, now)
  return phones.length
}

/** Binds a phone to who is signed in, or by the paper with `code`; whose it is now, or null when the paper was used up. */
export const bindPhone = async (
  tx: Tx,
  phone: {
    readonly id: string
    readonly code: Buffer | null
    readonly name: string
    readonly kind: 'passkey' | 'pin'
    readonly secret: Buffer
    readonly credential: string | null
    readonly publicKey: Buffer | null
    readonly counter: number
    readonly transports: readonly string[]
    readonly pin: string | null
  },
  now: Date,
): Promise<string | null> => {
  const { rows } = await sql<{
    id: string | null
  }>`select identity.bind_device(${phone.id}::uuid, ${phone.code}, ${phone.name}, ${phone.kind}, ${phone.secret}, ${phone.credential}, ${phone.publicKey}, ${phone.counter}::bigint, ${[...phone.transports]}::text[], ${phone.pin}, ${now}) as id`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

/** The bound phones of an account, the newest first. */
export const phonesOf = (tx: Tx, account: string) =>
  tx
    .selectFrom('identity.device')
    .select(['id', 'name', 'kind', 'bound_at', 'last_in'])
    .where('account_id', '=', account)
    .where('removed_at', 'is', null)
    .orderBy('bound_at', 'desc')
    .execute()

/** A phone that is bound, by its id: what it is called and whose it is, for whoever may know. */
export const phoneById = (tx: Tx, id: string) =>
  tx
    .selectFrom('identity.device')
    .select(['name', 'account_id'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()

/** Keeps what a phone is to sign; drops what is over. */
export const keepChallenge = async (
  tx: Tx,
  challenge: string,
  purpose: 'bind' | 'prove',
  until: Date,
  now: Date,
): Promise<void> => {
  await tx.deleteFrom('identity.challenge').where('expires_at', '<', now).execute()
  await tx.insertInto('identity.challenge').values({ challenge, purpose, expires_at: until }).execute()
}

/** Takes what a phone was to sign, once; false when it is unknown, over or taken. */
export const takeChallenge = async (
  tx: Tx,
  challenge: string,
  purpose: 'bind' | 'prove',
  now: Date,
): Promise<boolean> =>
  (await tx
    .deleteFrom('identity.challenge')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returning('challenge')
    .executeTakeFirst()) !== undefined

/** Lets a desk wait for a phone; drops those that were over ten minutes ago. */
export const waitDesk = async (
  tx: Tx,
  desk: {
    readonly poll: Buffer
    readonly scan: Buffer
    readonly number: number
    readonly others: readonly number[]
    readonly ip: string
    readonly agent: string
    readonly at: Date
    readonly until: Date
  },
): Promise<void> => {
  await tx
    .deleteFrom('identity.desk')
    .where('expires_at', '<', new Date(desk.at.getTime() - 600_000))
    .execute()
  await tx
    .insertInto('identity.desk')
    .values({
      poll: desk.poll,
      scan: desk.scan,
      number: desk.number,
      others: [...desk.others],
      ip: desk.ip,
      agent: desk.agent,
      asked_at: desk.at,
      expires_at: desk.until,
    })
    .execute()
}

/** How many desks one address has waiting. */
export const desksWaiting = async (tx: Tx, ip: string, now: Date): Promise<number> =>
  Number(
    (
      await tx
        .selectFrom('identity.desk')
        .select((is) => is.fn.countAll().as('n'))
        .where('ip', '=', ip)
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow()
    ).n,
  )

/** The desk behind a picture while it waits. */
export const deskWaiting = (tx: Tx, scan: Buffer, now: Date) =>
  tx
    .selectFrom('identity.desk')
    .selectAll()
    .where('scan', '=', scan)
    .where('decided_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Notes what a phone decided; false when it was decided or over meanwhile. */
export const decideDesk = async (
  tx: Tx,
  scan: Buffer,
  decision: {
    readonly account: string
    readonly post: string
    readonly device: string | null
    readonly refused: boolean
  },
  now: Date,
): Promise<boolean> =>
  (
    await tx
      .updateTable('identity.desk')
      .set({
        account_id: decision.account,
        post_id: decision.post,
        device_id: decision.device,
        refused: decision.refused,
        decided_at: now,
      })
      .where('scan', '=', scan)
      .where('decided_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
  ).numUpdatedRows === 1n

/** The desk that asks again. */
export const deskOf = (tx: Tx, poll: Buffer) =>
  tx.selectFrom('identity.desk').selectAll().where('poll', '=', poll).executeTakeFirst()

/** Takes what a phone allowed, once. */
export const takeDesk = async (tx: Tx, poll: Buffer, now: Date): Promise<boolean> =>
  (
    await tx
      .updateTable('identity.desk')
      .set({ taken_at: now })
      .where('poll', '=', poll)
      .where('taken_at', 'is', null)
      .where('refused', '=', false)
      .where('device_id', 'is not', null)
      .executeTakeFirst()
  ).numUpdatedRows === 1n

/** Gives a light sign-in the full check until a moment. */
export const makeFull = (tx: Tx, token: Uint8Array, until: Date): Promise<unknown> =>
  tx.updateTable('identity.session').set({ full_until: until }).where('token_hash', '=', Buffer.from(token)).execute()
