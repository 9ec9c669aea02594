import { type Label, label } from '#platform/text/label.ts'

/** Wrong digits in a row after which a phone is released; the database counts the same (`identity.try_device`). */
export const pinTries = 5

/** Minutes the full check lasts on a light sign-in. */
export const fullMinutes = 15

/** Seconds a phone has to sign what it was asked. */
export const challengeSeconds = 300

/** Seconds the picture of a desk is good for. */
export const deskSeconds = 60

/** Days a phone keeps its secret. */
export const phoneDays = 400

/** Why six digits are too easily guessed; null when they will do. */
export const pinProblem = (pin: string): Label | null => {
  if (!/^\d{6}$/.test(pin)) return label('请输 6 位数字。', 'Type six digits.')
  const digits = [...pin].map(Number)
  const steps = new Set(digits.slice(1).map((digit, place) => digit - (digits[place] ?? 0)))
  const halves = pin.slice(0, 3) === pin.slice(3) || pin === pin.slice(0, 2).repeat(3)
  if (steps.size === 1 || halves || new Set(digits).size < 3)
    return label(
      '这 6 位数字容易被猜到(连号或重复),请换一组。',
      'These digits are easily guessed (a run, or repeated): choose others.',
    )
  return null
}

const systems: readonly (readonly [RegExp, Label])[] = [
  [/HarmonyOS|OpenHarmony/i, label('鸿蒙手机', 'HarmonyOS phone')],
  [/Android/i, label('安卓手机', 'Android phone')],
  [/iPhone/i, label('苹果手机', 'iPhone')],
  [/iPad/i, label('平板', 'iPad')],
  [/Windows/i, label('Windows 电脑', 'Windows computer')],
  [/Macintosh|Mac OS/i, label('苹果电脑', 'Mac')],
  [/Linux|X11/i, label('Linux 电脑(统信、麒麟等)', 'Linux computer')],
]
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, '微信'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/QQBrowser/i, 'QQ 浏览器'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

/** What a machine is called from what its browser says of itself; only a help to the eye, since anyone can claim anything. */
export const machineOf = (agent: string): Label => {
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1] ?? label('设备', 'Device')
  const browser = browsers.find(([pattern]) => pattern.test(agent))?.[1]
  return browser ? label(`${system.zh} · ${browser}`, `${system.en} · ${browser}`) : system
}
