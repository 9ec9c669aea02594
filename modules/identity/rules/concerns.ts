import { type Label, label } from '#platform/text/label.ts'
import { offices, type Role, whyNotGive } from '../rules.ts'
import { slipDays } from './slip.ts'

/** What is known about one account, as far as it may be unused or more than its holder needs. */
export type Facts = {
  readonly createdAt: Date
  readonly lastIn: Date | null
  readonly posts: readonly { readonly role: string; readonly level: string; readonly to: string | null }[]
  /** In the last {@link watchedDays}. */
  readonly reveals: number
  readonly exports: number
}

/** Days an account may rest before it is looked at, and before it is to be disabled (MLPS 8.1.4.2 c). */
export const restDays = { look: 30, disable: 90 } as const

/** Days over which looking whole and exporting are counted, and from how many they stand out. */
export const watchedDays = 30
export const standsOut = { reveals: 200, exports: 20 } as const

/** Why an account is on the list, the gravest first. */
export const concerns = {
  unused90: label(`${restDays.disable} 天没用:应停用`, `not used for ${restDays.disable} days: to be disabled`),
  never: label('开通后没登录过', 'never signed in'),
  unused30: label(`${restDays.look} 天没用`, `not used for ${restDays.look} days`),
  offices: label('兼任两种管理员,或管理员又兼别的岗位', 'two offices of administration, or one beside other work'),
  several: label('同时有几个岗位', 'several posts at once'),
  wide: label(
    '岗位和单位的级别不合,范围可能过大',
    'a post that does not fit the level of its unit: its range may be too wide',
  ),
  endless: label('外单位或兼的岗位没写到哪天为止', 'a partner body’s or a further post without a last day'),
  reveals: label(
    `${watchedDays} 天里查看完整超过 ${standsOut.reveals} 次`,
    `looked whole more than ${standsOut.reveals} times in ${watchedDays} days`,
  ),
  exports: label(
    `${watchedDays} 天里导出超过 ${standsOut.exports} 次`,
    `exported more than ${standsOut.exports} times in ${watchedDays} days`,
  ),
} as const satisfies Record<string, Label>
export type Concern = keyof typeof concerns

const day = 86_400_000

/** What about an account asks for somebody's eyes; nothing when all is well. */
export const concernsOf = ({ createdAt, lastIn, posts, reveals, exports }: Facts, now: Date): readonly Concern[] => {
  const rested = (now.getTime() - (lastIn ?? createdAt).getTime()) / day
  const held = posts.map(({ role }) => role)
  const found: Record<Concern, boolean> = {
    unused90: rested > restDays.disable,
    // Who has just got her slip is on her way.
    never: lastIn === null && rested > slipDays && rested <= restDays.disable,
    unused30: lastIn !== null && rested > restDays.look && rested <= restDays.disable,
    offices: held.some((role) => offices.includes(role as Role)) && new Set(held).size > 1,
    several: posts.length > 1,
    wide: posts.some(({ role, level }) => whyNotGive(role as Role, level, []) !== null),
    endless: posts.some(({ role, to }, place) => to === null && (role === 'police' || place > 0)),
    reveals: reveals > standsOut.reveals,
    exports: exports > standsOut.exports,
  }
  return (Object.keys(concerns) as Concern[]).filter((one) => found[one])
}
