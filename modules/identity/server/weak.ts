import { passwordProblems } from '#platform/crypto/passwords.ts'
import { type FieldProblem, failures } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import { identityErrors } from '../errors.ts'

const fail = failures(identityErrors)

/** Refuses a new password that is easily guessed, or is the old one; `old` null: there is none to compare with. */
export const refuseWeak = (password: string, username: string, old: string | null): void => {
  const problems = [...passwordProblems(password, username)]
  if (password === old)
    problems.push(
      label('新密码和旧密码一样,请换一个。', 'The new password is the same as the old one: choose another.'),
    )
  const path = old === null ? 'password' : 'next'
  if (problems.length)
    throw fail(
      'identity.weak',
      {},
      problems.map((problem): FieldProblem => ({ path, ...problem })),
    )
}
