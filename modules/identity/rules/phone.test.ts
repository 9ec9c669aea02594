import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { machineOf, pinProblem } from './phone.ts'

test.each(['000000', '123456', '987654', '121212', '123123', '112112', '111222', '12345', '1234567', 'abcdef', ''])(
  'refused: %s',
  (pin) => expect(pinProblem(pin)?.zh).toMatch(/。$/),
)

test.each(['260418', '907315', '246801'])('taken: %s', (pin) => expect(pinProblem(pin)).toBeNull())

test('most numbers will do, so that nobody is driven to one list', () => {
  let good = 0
  for (let n = 0; n < 1e6; n += 97) if (pinProblem(String(n).padStart(6, '0')) === null) good += 1
  expect(good / Math.ceil(1e6 / 97)).toBeGreaterThan(0.9)
  assert(property(integer({ min: 0, max: 9 }), (digit) => pinProblem(String(digit).repeat(6)) !== null))
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/86.0 Safari/537.36', 'Windows 电脑 · Chrome'],
  ['Mozilla/5.0 (Linux; Android 12; HarmonyOS) HuaweiBrowser/14 Chrome/114', '鸿蒙手机 · 华为浏览器'],
  ['Mozilla/5.0 (Linux; Android 10) Chrome/88 Mobile Safari/537.36', '安卓手机 · Chrome'],
  ['curl/8', '设备'],
])('what %s is called', (agent, name) => expect(machineOf(agent).zh).toBe(name))
