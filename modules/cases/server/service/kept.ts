import type { Input, Output } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { LetterDocument } from '#platform/paper/letter.ts'
import { changesOf } from '#platform/paper/model.ts'
import type { casesContract } from '../../contract.ts'
import { reprintReasons } from '../../deeds.ts'
import type { Engine } from '../engine.ts'
import { cell, type Matter } from '../matter.ts'
import * as papers from '../queries/papers.ts'
import { openLocked } from './steps.ts'

/** One print of a numbered letter: round 1 as it first went out, the others corrected. */
export type Kept = Omit<papers.PrintRow, 'sealed'> & { readonly letter: LetterDocument }

const at = ({ head }: Matter, issued: string, round: number) => cell(head, 'letter', 'sealed', `${issued}/${round}`)

/** The prints of the letter with a number, opened, the first one first; none of what went out before prints were kept. */
export const keptPrints = async (ctx: Ctx, matter: Matter, issued: string): Promise<readonly Kept[]> =>
  (await papers.printsOf(ctx.tx, matter.head, issued)).map(({ sealed, ...row }) => ({
    ...row,
    letter: JSON.parse(ctx.vault.open(matter.key, at(matter, issued, row.round), sealed)) as LetterDocument,
  }))

/** Keeps the words of a letter as they go out, sealed with the key of its matter. */
export const keep = (
  ctx: Ctx,
  matter: Matter,
  print: {
    readonly issued: string
    readonly round: number
    readonly letter: LetterDocument
    readonly reason: papers.PrintRow['reason']
  },
): Promise<boolean> => {
  const { letter, ...row } = print
  const sealed = ctx.vault.seal(matter.key, at(matter, row.issued, row.round), JSON.stringify(letter))
  return papers.keepPrint(ctx.tx, matter.head, { ...row, sealed }, ctx.now)
}

/** The first print of a letter and its corrections, of a void number too; none where no words were kept. One audit row. */
export const printsOf = async (
  engine: Engine,
  ctx: Ctx,
  key: Input<(typeof casesContract)['prints']>['params'],
  issued: string,
): Promise<Output<(typeof casesContract)['prints']>> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const prints = await keptPrints(ctx, matter, issued)
  const detail = { number: issued }
  ctx.audit({ action: 'cases.prints', kind: matter.kind.key, home: key.home, id: key.id, detail })
  return {
    prints: prints.map(({ round, letter, reason, printed_at, by_name }, index) => {
      const before = prints[index - 1]
      return {
        round,
        at: printed_at.toISOString(),
        by: by_name ?? '',
        reason: reason && reprintReasons[reason],
        letter,
        changes: before ? changesOf(before.letter, letter) : null,
      }
    }),
  }
}
