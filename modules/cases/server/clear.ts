import { groupOf } from '#modules/people/rules/group.ts'
import { inOwnVillage, maskName } from '#modules/people/rules/mask.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { CaseRow } from '../contract.ts'
import type { CaseKind } from '../define.ts'
import { derivedOf, type Party } from './matter.ts'
import type { HeadRow } from './queries/heads.ts'

/** Whether the actor reads the people of a matter by their whole names: it lies in her own village and is no protection kind. */
export const inClear = (kind: CaseKind, head: HeadRow, actor: Actor): boolean =>
  inOwnVillage(actor, {
    unitId: head.unit_id,
    open: head.access === 0,
    guarded:
      kind.access !== 'open' || (kind.protects?.({ category: head.category, flags: head.flags, data: {} }) ?? false),
  })

/** What somebody is called on a screen. */
export const shownName = (party: Party, clear: boolean): string =>
  party.name ? (clear ? party.name : maskName(party.name)) : party.anonymous === 'unclear' ? '身份不清' : '匿名'

/** What tells her from others of the same name. */
export const knownBy = (party: Party, noted: Date): NonNullable<CaseRow['known']> => ({
  group: (party.address && groupOf(party.address)) ?? null,
  birthYear: derivedOf(party, noted).birthYear,
})
