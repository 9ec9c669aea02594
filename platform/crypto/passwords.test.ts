import { expect, test } from 'vitest'
import { hashPassword, passwordProblems, verifyPassword } from './passwords.ts'

const kept = '$argon2id$v=19$m=19456,t=2,p=1$Y5TtuBL2UtQkYrGaKnuERA$M8XDy8vw/7vGPwMP/3ZMY6m79tFay7ARunGRoZugXt0'

test('the right password verifies, a near miss does not, and equal passwords have unequal hashes', async () => {
  const [one, two] = await Promise.all([hashPassword('白鹭Three!飞'), hashPassword('白鹭Three!飞')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(await verifyPassword('白鹭Three!飞', one)).toBe(true)
  expect(await verifyPassword('白鹭three!飞', one)).toBe(false)
  expect(await verifyPassword('', one)).toBe(false)
})

test('a hash stored by the first release still verifies, and full-width typing is the same password', async () => {
  expect(await verifyPassword('correct horse battery staple', kept)).toBe(true)
  expect(await verifyPassword('ｃｏｒｒｅｃｔ horse battery staple', kept)).toBe(true)
})

test('a hash made by the reference implementation of argon2 verifies', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', reference)).toBe(true)
})

test.each([
  ['no such user', null],
  ['empty', ''],
  ['plain text', 'correct horse battery staple'],
  ['argon2i', kept.replace('argon2id', 'argon2i')],
  ['another version', kept.replace('v=19', 'v=16')],
  ['no cost', kept.replace('t=2', 't=0')],
  ['ruinous memory', kept.replace('m=19456', 'm=999999')],
  ['ruinous time', kept.replace('t=2', 't=99')],
  ['too many lanes', kept.replace('p=1', 'p=9')],
  ['cut tag', kept.slice(0, -1)],
  ['something after', `${kept}\n`],
  ['changed cost', kept.replace('t=2', 't=3')],
  ['changed salt', kept.replace('$Y5T', '$Y5U')],
  ['changed tag', kept.replace('$M8X', '$M8Y')],
])('does not verify: %s', async (_, stored) => {
  expect(await verifyPassword('correct horse battery staple', stored)).toBe(false)
})

const short = '密码至少 12 位'
const plain = '大写字母、小写字母'
const guessable = '密码由常见的词'
const named = '密码里不能有用户名'

test.each([
  ['hN7!kd9Qpw2x', 'lihua', []],
  ['correct horse battery staple', 'lihua', []],
  ['今天下午去河边散步看见白鹭三只飞', 'lihua', []],
  ['hN7!kd9Qpw2', 'lihua', [short]],
  ['hkdqpwxrtmvz', 'lihua', [plain]],
  ['hkdqpwxrtm71', 'lihua', [plain]],
  ['Hkdqpwxrtm71', 'lihua', []],
  ['Password@123456', 'lihua', [guessable]],
  ['P@ssw0rd123456', 'lihua', [guessable]],
  ['Woaini@520520', 'lihua', [guessable]],
  ['Zhuzhou@2026!', 'lihua', [guessable]],
  ['aaaaaaaaaaaaaaaa', 'lihua', [guessable]],
  ['1234567890123456', 'lihua', [guessable]],
  ['qwertyuiopasdfghjkl', 'lihua', [guessable]],
  ['Lihua-hN7!kd9Qpw', 'lihua', [named]],
  ['hN7!kd9QpwＬＩＨＵＡ', 'lihua', [named]],
  ['hN7!kd9Qpw2x', '', []],
  ['', 'lihua', [short, plain, guessable]],
] as const)('"%s" for %s: %j', (password, username, reasons) => {
  const problems = passwordProblems(password, username)
  expect(problems.map(({ zh }) => reasons.find((reason) => zh.includes(reason)) ?? zh)).toEqual(reasons)
  for (const { zh, en } of problems) expect(zh !== '' && en !== '').toBe(true)
})
