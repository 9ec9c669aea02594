import type pg from 'pg'
import type { Place } from './places.ts'

/** A rights officer of a place, as the made-up records know her. */
export type BenchActor = { readonly account: string; readonly post: string; readonly place: Place }

/** The officer whose post owns the records of a unit. */
export const actorOf = async (root: pg.Client, place: Place): Promise<BenchActor> => {
  const { rows } = await root.query<{ account: string; post: string }>(
    `select md5('account' || $1::int)::uuid as account, md5('post' || $1::int)::uuid as post`,
    [place.unitId],
  )
  const who = rows[0]
  if (!who) throw new Error('no answer')
  return { ...who, place }
}

/** Does work in a transaction that carries who is asking, as every request does. */
export const actingAs = async <T>(
  client: pg.Client,
  { account, post, place }: BenchActor,
  work: () => Promise<T>,
): Promise<T> => {
  await client.query('begin')
  try {
    await client.query(`select identity.act_as($1, $2, 'rights', $3, $4, null)`, [
      account,
      post,
      place.unitId,
      place.scope,
    ])
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
