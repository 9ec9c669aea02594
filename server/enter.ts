import { enter } from '#modules/identity/server/index.ts'
import { standIn } from '#modules/office/server/index.ts'
import type { Door } from '#platform/http/serve.ts'

/** Who is asking: a person in her post, or in one she stands in for. */
export const enterHouse: Door['enter'] = async (tx, tokenHash, now, standFor) => {
  const own = await enter(tx, tokenHash, now)
  return own && standFor ? standIn(tx, own, standFor, now) : own
}
