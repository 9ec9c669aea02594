import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { imports } from '#catalogue/imports.ts'
import { makeCases, makeEngine } from '#modules/cases/server/index.ts'
import { enter, enterPost } from '#modules/identity/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { fail } from '#platform/errors/common.ts'
import { asPerson } from '#platform/http/local.ts'
import { hashToken } from '#platform/http/serve.ts'
import type { Caller, House } from '#test/harness/house.ts'
import { exchangeContract, type ImportResult } from './contract.ts'
import { type ImportOrder, makeExchange, startImports, type Work } from './server/index.ts'
import type { DeskAnswers, DeskView } from './shapes.ts'

/** The invented half-year of Hongjiang: 60 petitions of 2014H1. */
export const hongjiangFile = readFileSync(
  join(import.meta.dirname, '..', '..', 'db', 'seed', 'hongjiang', 'petitions.csv'),
)

/** The exchange room as the product builds it. */
export const exchangeRoom = (sizes?: { readonly whole: number; readonly piece: number }) => {
  const calendar = buildCalendar()
  return makeExchange({
    ...(sizes ? { sizes } : {}),
    catalogue,
    imports,
    engine: makeEngine(catalogue, () => calendar),
    cases: makeCases(catalogue, () => calendar),
  })
}

/** Transactions of a demonstration account, with the door's context and audit. */
export const workOf = async (house: House, username: string): Promise<Work> => {
  const { token } = await house.as(username)
  const door = {
    db: house.database.app,
    vault: house.vault,
    auditKey: house.vault.macKey('audit'),
    from: 'test',
    enter: async (tx: Parameters<typeof enter>[0]) => {
      const actor = await enter(tx, hashToken(token ?? ''), house.clock())
      if (!actor) throw new Error('not signed in')
      return actor
    },
  }
  return (work) => asPerson(door, house.clock(), work)
}

/** Imports the half-year of Hongjiang as its rights officer. */
export const importHongjiang = async (
  house: House,
  more: Partial<ImportOrder> = {},
  room = exchangeRoom(),
): Promise<ImportResult> =>
  room.importFile(await workOf(house, 'hongjiang.rights'), {
    kind: 'petition',
    unit: '431281',
    bytes: hongjiangFile,
    name: 'petitions.csv',
    ...more,
  })

/** A small register: the required columns and whatever else a test puts in. Cells are quoted. */
export const register = (rows: readonly Readonly<Record<string, string>>[]): Buffer => {
  const filled = rows.map((row, index) => ({
    来源编号: `T-${index + 1}`,
    收件日期: '2024-05-06',
    渠道: '来访',
    姓名: '测试甲',
    类别: '0113',
    主要事实和诉求: '说家里的钱都不在她手上。',
    ...row,
  }))
  const headings = [...new Set(filled.flatMap((row) => Object.keys(row)))]
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
  return Buffer.from(
    [headings, ...filled.map((row) => headings.map((heading) => (row as Record<string, string>)[heading] ?? ''))]
      .map((line) => line.map(quote).join(','))
      .join('\n'),
  )
}

/** Runs what is on the desk of a house as the server does; `stop` ends it within a row. */
export const runImports = (
  house: House,
  sizes?: { readonly whole: number; readonly piece: number },
  more: { readonly mostKept?: number } = {},
) => {
  const calendar = buildCalendar()
  const errors: unknown[] = []
  const running = startImports({
    ...more,
    ...(sizes ? { sizes } : {}),
    catalogue,
    imports,
    engine: makeEngine(catalogue, () => calendar),
    cases: makeCases(catalogue, () => calendar),
    system: house.database.system,
    clock: house.clock,
    onError: (error) => void errors.push(error),
    as: (account, post) => (work) =>
      asPerson(
        {
          db: house.database.app,
          vault: house.vault,
          auditKey: house.vault.macKey('audit'),
          from: 'import',
          enter: async (tx) => {
            const actor = await enterPost(tx, account, post, house.clock())
            if (!actor) throw fail('http.forbidden')
            return actor
          },
        },
        house.clock(),
        work,
      ),
  })
  return { ...running, errors }
}

/** Bringing in files as a person at her desk; each file is answered once its check is over. */
export const atDesk = (caller: Caller) => {
  const open = (id: string): Promise<DeskView> => caller.call(exchangeContract.open, { params: { id } })
  const until = async (id: string, states: readonly DeskView['status'][]): Promise<DeskView | null> => {
    let now: DeskView | null = null
    const busy = async (): Promise<boolean> => {
      now = await open(id).catch(() => null)
      return now !== null && states.includes(now.status)
    }
    await expect.poll(busy, { timeout: 60_000, interval: 30 }).toBe(false)
    return now
  }
  const checked = async ({ id }: { readonly id: string }): Promise<DeskView> => {
    const desk = await until(id, ['checking'])
    if (!desk) throw new Error('the file is gone')
    return desk
  }
  const send = (body: Buffer, name = '台账.csv'): Promise<DeskView> =>
    caller.call(exchangeContract.bring, { params: { id: randomUUID() }, query: { kind: 'petition', name }, body })
  const stillInHand = async ({ id, lacks }: DeskView): Promise<void> => {
    if (!lacks.some(({ key, said }) => key === 'finished' && said === null)) return
    await checked(await caller.call(exchangeContract.answer, { params: { id }, body: { fixed: { finished: 'no' } } }))
  }
  return {
    stillInHand,
    open: ({ id }: { readonly id: string }): Promise<DeskView> => open(id),
    /** Sends a file; its check has not begun. */
    send,
    checked,
    bring: async (body: Buffer, name?: string): Promise<DeskView> => checked(await send(body, name)),
    answer: async ({ id }: { readonly id: string }, body: DeskAnswers): Promise<DeskView> =>
      checked(await caller.call(exchangeContract.answer, { params: { id }, body })),
    /** Writes a file, its old rows still in hand unless a test said otherwise; null when it is gone because nothing of it stayed behind. */
    run: async ({ id }: { readonly id: string }): Promise<DeskView | null> => {
      await stillInHand(await open(id))
      await caller.call(exchangeContract.run, { params: { id } })
      return until(id, ['running', 'stopping'])
    },
    /** Waits until a file is no longer written. */
    ended: ({ id }: { readonly id: string }): Promise<DeskView | null> => until(id, ['running', 'stopping']),
  }
}
