import type { Ctx } from '#platform/http/context.ts'
import type { NewCase, PartyInput } from '../../contract.ts'
import type { CaseKind } from '../../define.ts'
import { fail, refuseProblems, today } from '../engine.ts'
import { cell, derivedOf, type Party } from '../matter.ts'
import * as access from '../queries/access.ts'
import * as heads from '../queries/heads.ts'
import type { PartyWrite } from '../queries/write.ts'
import { personTokens } from '../tokens.ts'

/** Seals parties with the record's key; `noted` is the day ages were stated. */
export const sealParties = (
  ctx: Ctx,
  dataKey: Parameters<Ctx['vault']['seal']>[0],
  key: { home: string; id: string },
  parties: readonly PartyInput[],
  noted: Date,
): PartyWrite[] =>
  parties.map((party) => {
    const derived = derivedOf(party, noted)
    const { id, role, ...said } = party
    const stored: Omit<Party, 'id' | 'role'> = {
      ...said,
      ...(derived.sex && !said.sex ? { sex: derived.sex as '1' | '2' } : {}),
    }
    return {
      id,
      role,
      sealed: ctx.vault.seal(dataKey, cell(key, 'party', 'sealed', id), JSON.stringify(stored)),
      sex: derived.sex,
      birthYear: derived.birthYear,
      residence: null,
    }
  })

/** Once per person or per person and year; people without an ID number cannot be told apart and are not claimed. */
export const claimOnce = async (
  ctx: Ctx,
  kind: CaseKind,
  key: { home: string; id: string },
  parties: readonly PartyInput[],
  year: string,
): Promise<void> => {
  const once = kind.once
  if (!once) return
  for (const party of parties.filter((one) => one.role === once.role && one.idNumber)) {
    const [token] = personTokens(
      ctx.vault,
      key.home,
      [{ ...party, name: undefined, phone: undefined } as PartyInput],
      true,
      today(ctx.now),
    )
    if (token && !(await access.claim(ctx.tx, key, `${once.purpose}:${year}`, token.token)))
      throw fail('cases.once', { kind: kind.label })
  }
}

/** Claims anew for the people a matter has now; what it claimed for others is free again. */
export const claimAgain = async (
  ctx: Ctx,
  kind: CaseKind,
  key: { home: string; id: string },
  parties: readonly PartyInput[],
  year: string,
): Promise<void> => {
  if (!kind.once) return
  await access.unclaim(ctx.tx, key, kind.once.purpose)
  await claimOnce(ctx, kind, key, parties, year)
}

/** An earlier matter of the same person; one the actor may not open is answered like one that does not exist. */
export const earlierOf = async (ctx: Ctx, of: NewCase['repeatOf']): Promise<heads.HeadRow | undefined> => {
  const earlier = of && (await heads.findHead(ctx.tx, of.home, of.id))
  if (of && !earlier?.openable)
    refuseProblems([
      {
        path: 'repeatOf',
        zh: '没有找到要关联的那一件,请重新选。',
        en: 'The matter it repeats was not found: choose again.',
      },
    ])
  return earlier
}
