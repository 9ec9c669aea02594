import { type RawBuilder, sql } from 'kysely'

/**
 * The condition every list states itself (mechanisms section 2): the policy is the net, this is the plan.
 * @param column a scope column, `collate "C"`.
 * @param scope path of the range, begins and ends with `/`.
 */
export const inScope = (column: RawBuilder<unknown>, scope: string): RawBuilder<boolean> =>
  sql<boolean>`(${column} >= ${scope} and ${column} < ${`${scope.slice(0, -1)}0`})`
