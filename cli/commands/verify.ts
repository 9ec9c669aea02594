import { contributionsOf, findHead, loadMatter } from '#modules/cases/server/index.ts'
import { verifyFigures } from '#modules/figures/server/index.ts'
import { verifyAccess } from '#platform/access/verify.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type Command, readArgs } from '../command.ts'
import { type OpenHouse, withHouse } from '../house.ts'
import { exits, type Io, UsageError } from '../io.ts'
import { engine } from '../rooms.ts'

/** What a check says: how much it looked at, and everything that is not as it should be. */
export type Verdict = { readonly checked: Readonly<Record<string, number>>; readonly findings: readonly Label[] }

/** `verify`: proves the audit chain, that every figure equals its records, that row-level security is on everywhere. */
export const verifyCommand: Command = {
  summary: label('核验', 'Verify'),
  usage: ['verify [audit|figures|access|all] [--json]'],
  run: async (args, io) => {
    const given = readArgs(args, 1, { json: 'flag' })
    const what = given.words[0] ?? 'all'
    const names = what === 'all' ? Object.keys(checks) : [what]
    const unknown = names.find((name) => !Object.hasOwn(checks, name))
    if (unknown !== undefined)
      throw new UsageError(
        label(
          `没有「${unknown}」这项核验。可以是 audit、figures、access 或 all。`,
          `There is no check “${unknown}”: choose audit, figures, access or all.`,
        ),
      )
    const verdicts: Record<string, Verdict> = await withHouse(io, async (house) => {
      const done: Record<string, Verdict> = {}
      for (const name of names) done[name] = await checks[name as keyof typeof checks](house)
      return done
    })
    const ok = isSound(verdicts)
    if (given.flag('json')) io.out(JSON.stringify({ ok, ...verdicts }))
    else tellVerdicts(verdicts, io)
    return ok ? exits.ok : exits.found
  },
}

type Verdicts = Readonly<Record<string, Verdict>>

/** Whether nothing was found. */
export const isSound = (verdicts: Verdicts): boolean =>
  Object.values(verdicts).every(({ findings }) => findings.length === 0)

/** Says everything that was found, and of each check how much it looked at. */
export const tellVerdicts = (verdicts: Verdicts, io: Io): void => {
  for (const [name, { checked, findings }] of Object.entries(verdicts)) {
    for (const finding of findings) io.out(finding.zh)
    const counts = Object.entries(checked)
      .map(([thing, n]) => `${thing} ${n}`)
      .join(', ')
    io.out(`${name}: ${findings.length === 0 ? '通过' : `发现 ${findings.length} 处问题`} (${counts})`)
  }
}

/** Every check. */
export const verifyAll = async (house: OpenHouse): Promise<Verdicts> => {
  const done: Record<string, Verdict> = {}
  for (const [name, check] of Object.entries(checks)) done[name] = await check(house)
  return done
}

const checks = {
  audit: async (house: OpenHouse): Promise<Verdict> => {
    const { rows, links, findings } = await verifyAudit(house.system, house.auditKey, {
      now: house.clock(),
      rootsFile: `${house.config.dataDir}.audit-roots`,
    })
    return { checked: { rows, links }, findings: findings.map(({ sentence }) => sentence) }
  },
  figures: async (house: OpenHouse): Promise<Verdict> => {
    const { records, findings } = await verifyFigures(house.system, async (tx, home, id) => {
      const head = await findHead(tx, home, id)
      if (!head) return []
      // Loading a matter takes the transaction and the vault of a request, and nothing else of it.
      return contributionsOf(await loadMatter(engine, { tx, vault: house.vault } as Ctx, head))
    })
    return {
      checked: { records },
      findings: findings.map(({ what, measure, month, cut, expected, found, record }) =>
        label(
          `${measure} ${month} ${cut}:应为 ${expected},现为 ${found}(${words[what].zh}${record ? ` ${record.home}/${record.id}` : ''})`,
          `${measure} ${month} ${cut}: ${expected} expected, ${found} found (${words[what].en}${record ? ` ${record.home}/${record.id}` : ''})`,
        ),
      ),
    }
  },
  access: async (house: OpenHouse): Promise<Verdict> => {
    const { tables, logins, findings } = await verifyAccess(house.system)
    return { checked: { tables, logins }, findings }
  },
} as const

const words = { record: label('记录', 'record'), cell: label('汇总格', 'cell'), list: label('明细', 'list') } as const
