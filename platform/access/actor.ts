import type { Permission } from '#platform/contract/route.ts'

/** Who is asking: a person in one post. */
export type Actor = {
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly postId: string
  readonly role: string
  readonly titleZh: string
  readonly titleEn: string
  readonly unitId: number
  readonly unitCode: string
  readonly unitName: string
  /** N nation, P province, C city, D county, T township, V village. */
  readonly level: string
  /** Path of the unit, begins and ends with `/`. */
  readonly scope: string
  /** Six digits of the unit that keeps records made in this post. */
  readonly home: string
  readonly permissions: ReadonlySet<Permission>
  /** A demonstration account. */
  readonly demo: boolean
  readonly mustChange: boolean
  readonly secondFactor: boolean
  /** Signed in by a bound phone and not yet by password as well: what asks for the full check waits for it. */
  readonly light?: boolean
  /** The bound phone this sign-in came from. */
  readonly deviceId?: string | null
  /** The holder of the post while a deputy acts in it (AB角); `name` then says both: 李敏代王芳. */
  readonly standsFor: string | null
}

/** The name of the person herself, also while she stands in for another. */
export const ownName = ({ name, standsFor }: Actor): string =>
  standsFor === null ? name : name.slice(0, -standsFor.length - 1)

/** Nobody in particular: a visitor who has not signed in, or a job that works without a person. Holds no permission. */
export const nobody = (role: 'anonymous' | 'system'): Actor => ({
  accountId: '',
  username: '',
  name: '',
  postId: '',
  role,
  titleZh: '',
  titleEn: '',
  unitId: 0,
  unitCode: '',
  unitName: '',
  level: '',
  scope: '',
  home: '',
  permissions: new Set(),
  demo: false,
  mustChange: false,
  secondFactor: false,
  standsFor: null,
})

/** The range of scopes an actor works in: `lo <= scope < hi`. */
export const rangeOf = (scope: string): { readonly lo: string; readonly hi: string } => ({
  lo: scope,
  hi: `${scope.slice(0, -1)}0`,
})
