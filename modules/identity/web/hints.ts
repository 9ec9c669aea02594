import type { Label } from '#platform/text/label.ts'
import { identityWords } from './words.ts'

/** What a new password still lacks, told while it is typed; the server has the last word (platform/crypto/passwords.ts). */
export type Hint = { readonly text: Label; readonly met: boolean }

const longest = 16
const shortest = 12

/** The hints for a password as typed so far. */
export const passwordHints = (password: string, username: string): readonly Hint[] => {
  const length = [...password].length
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  return [
    { text: identityWords.hintLength, met: length >= shortest },
    { text: identityWords.hintKinds, met: kinds >= 3 || length >= longest },
    { text: identityWords.hintOwn, met: password !== '' && !password.toLowerCase().includes(username.toLowerCase()) },
  ]
}
