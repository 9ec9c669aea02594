import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'

const hash = promisify(argon2)

// The second set OWASP recommends: 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltSize = 16
const tagSize = 32
const shape = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{43})$/

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

const tagOf = (password: string, salt: Buffer, { memory, passes, parallelism }: Cost): Promise<Buffer> =>
  hash('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: tagSize,
  })

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** Hashes a password for storing: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`, a fresh salt each time. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltSize)
  const tag = await tagOf(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

/**
 * Whether a password belongs to a stored hash. Null (no such user) and a malformed hash answer false after the same
 * work, so that the time taken does not tell which user names exist.
 */
export const verifyPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const parsed = stored === null ? null : parse(stored)
  if (!parsed) {
    await tagOf(password, randomBytes(saltSize), cost)
    return false
  }
  return timingSafeEqual(await tagOf(password, parsed.salt, parsed), parsed.tag)
}

// The bounds keep a planted hash from taking all memory or minutes of time.
const parse = (stored: string): (Cost & { salt: Buffer; tag: Buffer }) | null => {
  const [, memory, passes, parallelism, salt, tag] = shape.exec(stored) ?? []
  if (!salt || !tag) return null
  const parsed = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  if (parsed.memory < 8 * parsed.parallelism || parsed.memory > 65_536) return null
  if (parsed.passes < 1 || parsed.passes > 10 || parsed.parallelism < 1 || parsed.parallelism > 4) return null
  return { ...parsed, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
}

const minLength = 12
const passphraseLength = 16
const minKinds = 3
const minOwn = 4

// What people put together to satisfy a rule; longer ones first, so that a part does not spoil the whole.
const common = [
  'qwertyuiop',
  '1qaz2wsx',
  '1q2w3e4r',
  'zaq12wsx',
  'iloveyou',
  'asdfghjkl',
  'password',
  'zhonghua',
  'woaini',
  'welcome',
  'nuanjia',
  'zxcvbnm',
  'letmein',
  'qwerty',
  'dragon',
  'monkey',
  'beijing',
  'zhuzhou',
  'fulian',
  'zhongguo',
  'asdfgh',
  'admin',
  'abcdefg',
  'zxcvbn',
  'abcabc',
  'a1b2c3',
  'qazwsx',
  'passwd',
  'master',
  'hunan',
  'china',
  'root',
  'test',
  'demo',
  'user',
  'abcd',
  'abc',
  '1234567890',
  '0987654321',
  '123456789',
  '12345678',
  '87654321',
  '1234567',
  '654321',
  '123456',
  '123123',
  '112233',
  '12345',
  '54321',
  '1314520',
  '5201314',
  '1314',
  '1234',
  '4321',
  '520',
  '888',
  '666',
  '123',
].sort((a, b) => b.length - a.length)

/**
 * What is wrong with a new password, as reasons to show; empty when nothing is. At least 12 characters of three kinds
 * out of four, or a passphrase of 16 and more; not made of common words and digits; without the user name.
 */
export const passwordProblems = (password: string, username: string): readonly Label[] => {
  const text = password.normalize('NFKC')
  const length = [...text].length
  const problems: Label[] = []
  if (length < minLength) {
    problems.push(
      label(
        `密码至少 ${minLength} 位,现在 ${length} 位。`,
        `A password has at least ${minLength} characters; this one has ${length}.`,
      ),
    )
  }
  if (length < passphraseLength && kindsOf(text) < minKinds) {
    problems.push(
      label(
        `大写字母、小写字母、数字、其他符号中至少用 ${minKinds} 种;或者用 ${passphraseLength} 位以上的一句话。`,
        `Use at least ${minKinds} of capitals, small letters, digits and other signs, or a phrase of ${passphraseLength} characters or more.`,
      ),
    )
  }
  if (isCommon(text.toLowerCase())) {
    problems.push(
      label(
        '密码由常见的词、连续数字或重复字符组成,容易被猜到。',
        'The password is made of common words, sequences or repeated characters and is easy to guess.',
      ),
    )
  }
  const name = username.normalize('NFKC').toLowerCase()
  if ([...name].length >= 2 && text.toLowerCase().includes(name)) {
    problems.push(label('密码里不能有用户名。', 'The password must not contain the user name.'))
  }
  return problems
}

const kindsOf = (text: string): number =>
  [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(text)).length

// Common when, its common pieces, years and the usual disguises taken away, fewer than four different characters are
// its own. Plain pieces go first, since reading 0 and 3 as letters would hide the sequences they stand in.
const isCommon = (text: string): boolean => {
  const strip = (form: string): string => common.reduce((rest, piece) => rest.replaceAll(piece, ''), form)
  const bare = strip(text.replaceAll(/(?:19|20)\d\d/g, ''))
  const read = bare.replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's').replaceAll('3', 'e')
  return new Set(strip(read).match(/[\p{L}\p{N}]/gu) ?? []).size < minOwn
}
