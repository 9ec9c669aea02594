import { identityContract } from '#modules/identity/contract.ts'
import { accountsContract } from '#modules/identity/accounts-contract.ts'
import type { Caller, House } from '#test/harness/house.ts'

/** A password nobody minds. */
export const freshPassword = 'Yue-tang 2025 jie'

/** Sets a password by a slip and signs in with it, as a person does at the first page. */
export const bySlip = async (house: House, code: string, password = freshPassword): Promise<Caller> => {
  const { username } = await house.stranger.call(accountsContract.useSlip, { body: { code, password } })
  return house.signIn(username, password)
}

/** The id of an account. */
export const idOf = async (house: House, username: string): Promise<string> =>
  (
    await house.database.admin
      .selectFrom('identity.account')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
  ).id

/** Releases a reset account as the demonstration's security administrator. */
export const release = async (house: House, id: string): Promise<unknown> =>
  (await house.as('security')).call(identityContract.releaseAccount, { params: { id }, body: {} })
