import * as common from './common.ts'
import type { CodeList } from './define.ts'
import * as legalAid from './legal-aid.ts'
import * as mediation from './mediation.ts'
import { petitionClasses } from './petition-classes.ts'
import * as petition from './petition.ts'
import * as statistics from './statistics.ts'
import * as violence from './violence.ts'
import * as volunteersAwards from './volunteers-awards.ts'

/** Every code list of this folder, for the dictionary table, templates and checks; rules import the list they need. */
export const codeLists: readonly CodeList[] = [
  petitionClasses,
  ...Object.values(petition),
  ...Object.values(violence),
  ...Object.values(mediation),
  ...Object.values(legalAid),
  ...Object.values(volunteersAwards),
  ...Object.values(statistics),
  ...Object.values(common),
]
