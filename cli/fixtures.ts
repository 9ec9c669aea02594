import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { openDatabase } from '#platform/db/open.ts'
import { readConfig } from '#server/config.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import type { OpenHouse } from './house.ts'
import { run } from './run.ts'

/** What a command answered. */
export type Ran = {
  readonly exit: number
  readonly out: string
  readonly said: string
  readonly asked: readonly string[]
}

/** A house with the command line before it, and a folder for its files. */
export type CliHouse = {
  readonly house: House
  readonly folder: string
  /** What a command is given besides its words. */
  readonly open: OpenHouse
  /** Runs `nuanjia ARGS`; whoever is asked for a password gives `answer`. */
  readonly nuanjia: (args: readonly string[], env?: Record<string, string>, answer?: string) => Promise<Ran>
  readonly stop: () => Promise<void>
}

/** Starts one. */
export const startCliHouse = async (): Promise<CliHouse> => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanjia-cli-'))
  const house = await startHouse()
  const apart = openDatabase(house.database.target('app'), 2)
  const open: OpenHouse = {
    config: readConfig({ DATA_DIR: join(folder, 'data') }, []),
    target: house.database.target,
    admin: house.database.target('admin'),
    root: rootFromBytes(Buffer.alloc(32, 1)),
    app: house.database.app,
    apart: apart.db,
    system: house.database.system,
    vault: house.vault,
    auditKey: house.vault.macKey('audit'),
    clock: house.clock,
  }
  return {
    house,
    folder,
    open,
    nuanjia: async (args, env = {}, answer = demoPassword) => {
      const out: string[] = []
      const said: string[] = []
      const asked: string[] = []
      const io = {
        out: (line: string) => void out.push(line),
        say: (line: string) => void said.push(line),
        ask: async (question: string) => {
          asked.push(question)
          return answer
        },
        env,
        house: open,
      }
      const exit = await run(args, io)
      return { exit, out: out.join('\n'), said: said.join('\n'), asked }
    },
    stop: async () => {
      await apart.close()
      await house.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
