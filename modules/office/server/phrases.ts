import type { Input, Output } from '#platform/contract/route.ts'
import type { DataKey } from '#platform/crypto/envelope.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { type officeContract, officeErrors } from '../contract.ts'
import { type PhrasePlace, phrasePlaces, shippedKey, shippedPhrases } from '../define.ts'
import { byUse, whyNoPhrase } from '../rules/phrases.ts'
import * as queries from './queries/phrases.ts'

type C = typeof officeContract
type Phrase = Output<C['phrases']>['phrases'][number]
const fail = failures(officeErrors)

const places = Object.keys(phrasePlaces) as PhrasePlace[]
const chairs = ['leader', 'town', 'village']

const keyOf = ({ vault }: Ctx, row: { account_id: string; unit_id: number | null }): DataKey =>
  vault.keyFor(row.unit_id === null ? `account/${row.account_id}` : `unit/${row.unit_id}`)

const cell = (home: string, id: string) => ({ table: 'office.phrase', column: 'sealed', home, id })

/** Her own, her unit's and the shipped phrases of every field, most used by her first. */
export const phrases = async (ctx: Ctx): Promise<Output<C['phrases']>> => {
  const { actor, tx, vault } = ctx
  const rows = await queries.phrasesOf(tx, actor.accountId, actor.unitId)
  const saved = rows.map((row): Phrase => {
    const words = vault.open(keyOf(ctx, row), cell(row.home, row.id), row.sealed)
    const mine = row.account_id === actor.accountId
    return {
      key: row.id,
      id: row.id,
      place: row.place as PhrasePlace,
      text: label(words, words),
      shared: row.unit_id !== null,
      mine,
      removable: mine || chairs.includes(actor.role),
    }
  })
  const shipped = places.flatMap((place) =>
    shippedPhrases[place].map((text, index): Phrase => ({
      key: shippedKey(place, index),
      id: null,
      place,
      text,
      shared: false,
      mine: false,
      removable: false,
    })),
  )
  return { phrases: [...byUse([...saved, ...shipped], await queries.usesOf(tx, actor.accountId))] }
}

/** Keeps a phrase for herself or her unit; the same id again changes it. */
export const savePhrase = async (
  ctx: Ctx,
  id: string,
  { place, text, shared }: Input<C['savePhrase']>['body'],
): Promise<Record<string, never>> => {
  const { actor, tx, now, vault } = ctx
  const reason = whyNoPhrase(text)
  if (reason) throw fail('office.phraseTelling', { reason })
  const row = { account_id: actor.accountId, unit_id: shared ? actor.unitId : null }
  const saved = await queries.savePhrase(tx, {
    home: actor.home,
    id,
    account: actor.accountId,
    unit: row.unit_id,
    place,
    sealed: vault.seal(keyOf(ctx, row), cell(actor.home, id), text),
    now,
  })
  if (!saved) throw failCommon('http.notFound')
  ctx.audit({ action: 'office.savePhrase', kind: 'phrase', home: actor.home, id, detail: { place, shared } })
  return {}
}

export const dropPhrase = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  if (!(await queries.dropPhrase(ctx.tx, id))) throw failCommon('http.notFound')
  ctx.audit({ action: 'office.dropPhrase', kind: 'phrase', home: ctx.actor.home, id })
  return {}
}

export const usePhrase = async (ctx: Ctx, key: string): Promise<Record<string, never>> => {
  await queries.usePhrase(ctx.tx, ctx.actor.accountId, key, ctx.now)
  ctx.audit({ action: 'office.usePhrase', detail: { phrase: key } })
  return {}
}
