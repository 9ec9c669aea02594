import type { Catalogue } from '#modules/cases/define.ts'
import { withInitials } from './codes/initials.ts'
import { codeLists } from './codes/lists.ts'
import { limits } from './codes/limits.ts'
import { nomination } from './families/nomination.ts'
import { legalAid } from './mediation/legal-aid.ts'
import { dispute } from './mediation/dispute.ts'
import { mediation } from './mediation/mediation.ts'
import { violence } from './protection/violence.ts'
import { petition } from './rights/petition.ts'

const kinds = [petition, dispute, mediation, legalAid, violence, nomination]

/** Everything the federation does, handed to the rooms at start. A new service is one file and one line here. */
export const catalogue: Catalogue = {
  kinds: Object.fromEntries(kinds.map((kind) => [kind.key, kind])),
  codes: Object.fromEntries(
    codeLists.map((list) => [
      list.list,
      { ...list, rows: withInitials(list.rows), sums: withInitials(list.sums ?? []) },
    ]),
  ),
  limits,
}
