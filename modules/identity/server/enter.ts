import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/db/open.ts'
import { permissionsOf } from '../rules.ts'
import * as queries from './queries.ts'

/**
 * Who is asking: finds the session, sets the transaction's context and adds what the role may do. Null when the session
 * ran out.
 */
export const enter = async (tx: Tx, tokenHash: Uint8Array, now: Date): Promise<Actor | null> => {
  const row = await queries.enter(tx, tokenHash, now)
  return row && actorOf(row, row.second_factor)
}

/** Somebody in her post, with what its role may do; who must change her password may do nothing else until she has. */
export const actorOf = (row: Omit<queries.Entered, 'second_factor'>, secondFactor: boolean): Actor => ({
  accountId: row.account_id,
  username: row.username,
  name: row.name,
  postId: row.post_id,
  role: row.role,
  titleZh: row.title_zh,
  titleEn: row.title_en,
  unitId: row.unit_id,
  unitCode: row.unit_code,
  unitName: row.unit_name,
  level: row.level,
  scope: row.scope,
  home: row.home,
  permissions: row.must_change ? new Set() : permissionsOf(row.role),
  demo: row.demo,
  mustChange: row.must_change,
  secondFactor,
  light: row.light ?? false,
  deviceId: row.device_id ?? null,
  standsFor: null,
})
