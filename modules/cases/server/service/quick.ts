import { normalName } from '#modules/people/rules/names.ts'
import { nameForms } from '#platform/crypto/names.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView, casesContract, PartyInput } from '../../contract.ts'
import type { CaseKind, QuickSpec } from '../../define.ts'
import type { Safety } from '../../quick.ts'
import { inClear, knownBy } from '../clear.ts'
import { type Engine, fail, refuseProblems } from '../engine.ts'
import { loadMatter, type Party } from '../matter.ts'
import { missingIn } from '../missing.ts'
import type { Key } from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { viewOf } from '../view.ts'
import { register } from './register.ts'
import { openLocked, takeStep } from './steps.ts'

type C = typeof casesContract
type Body = Input<C['quickNote']>['body']

/** The answer to 「她现在安全吗」 as every matter keeps it. */
const flagOf: Readonly<Record<Safety, readonly string[]>> = { safe: [], unclear: ['UNSURE'], danger: ['DANGER'] }

/**
 * A quick note (记一笔): registers a matter from few words and takes the step that came of it, in one transaction; what the law wants
 * beyond is counted as 待补 for the desk above. The same key twice is one note.
 */
export const quickNote = async (engine: Engine, ctx: Ctx, key: Key, body: Body): Promise<CaseView> => {
  const kind = engine.kind(body.kind)
  const { quick } = kind
  if (!quick) throw fail('cases.kind', { kind: body.kind })
  const outcome = outcomeOf(quick, body.outcome)
  const told = body.person.known ? await takenOver(engine, ctx, body.person.known) : {}
  const { known: _known, ...said } = body.person
  const head = await register(engine, ctx, key, {
    kind: kind.key,
    ...(body.category ? { category: body.category } : {}),
    ...(quick.channel ? { channel: quick.channel } : {}),
    flags: [...flagOf[body.safe], ...(said.anonymous ? [said.anonymous === 'unclear' ? 'UNCLEAR' : 'ANONYMOUS'] : [])],
    parties: [{ ...told, ...said, role: kind.wants?.roles[0] ?? Object.keys(kind.parties)[0] ?? '' }],
    data: {
      ...body.data,
      [noteField(kind)]: body.line,
      ...(quick.safe ? { [quick.safe]: body.safe === 'safe' } : {}),
    },
    ...(body.draft ? { draft: body.draft } : {}),
  })
  if (!head.openable) return viewOf(engine, ctx, head)
  const matter = await loadMatter(engine, ctx, head)
  // Said again after its answer was lost: it stands as it was noted.
  if (matter.steps.length > 1) return viewOf(engine, ctx, head, matter)
  const lacks = missingIn(kind, matter).length
  await write.setLacks(ctx.tx, key, lacks)
  if (outcome.step === null) return viewOf(engine, ctx, { ...head, lacks }, { ...matter, head: { ...head, lacks } })
  const after = await takeStep(engine, ctx, key, {
    id: key.id,
    version: head.version,
    action: outcome.step,
    note: body.line,
  })
  return viewOf(engine, ctx, after)
}

const outcomeOf = (quick: QuickSpec, wanted: string): QuickSpec['outcomes'][string] => {
  const found = Object.hasOwn(quick.outcomes, wanted) ? quick.outcomes[wanted] : undefined
  if (found) return found
  refuseProblems([{ path: 'outcome', zh: '还没有选怎么样了,请选一项。', en: 'Choose what came of it.' }])
  throw new Error('refused above')
}

const noteField = (kind: CaseKind): string =>
  kind.form.first.find((field) => kind.labels[field]?.long) ?? kind.form.first[0] ?? ''

// What was noted of somebody in an earlier matter of the same village: taken from the record, not from the screen, which shows it masked.
const takenOver = async (
  engine: Engine,
  ctx: Ctx,
  { home, id, party }: NonNullable<Body['person']['known']>,
): Promise<Partial<PartyInput>> => {
  const head = await heads.findHead(ctx.tx, home, id)
  const clear = head?.openable && inClear(engine.kind(head.kind), head, ctx.actor)
  const found = clear && (await loadMatter(engine, ctx, head)).parties.find((one) => one.id === party)
  if (!head || !found) {
    refuseProblems([
      {
        path: 'person.known',
        zh: '原来的登记已经不在本村名下,请直接写姓名。',
        en: 'The earlier record is no longer in your village: write the name.',
      },
    ])
    return {}
  }
  ctx.audit({ action: 'cases.takePerson', kind: head.kind, home, id, detail: { party } })
  const { id: _id, role: _role, relation: _relation, age: _age, ...facts } = found
  return facts
}

/** At most so many people are offered; the next letter tells them apart. */
const offeredMost = 8

/** People of one's own village by name, initials or the last four digits of a telephone, to be noted again without typing. */
export const knownPeople = async (
  engine: Engine,
  ctx: Ctx,
  { q }: Input<C['knownPeople']>['body'],
): Promise<Output<C['knownPeople']>> => {
  if (ctx.actor.level !== 'V') return { people: [] }
  const said = q.normalize('NFKC').trim()
  const { tokens } = ctx.vault
  const { home } = ctx.actor
  const lower = said.toLowerCase()
  const wanted = /^\d{4}$/.test(said)
    ? [tokens.exact('lastFour', home, said)]
    : /^[a-z]+$/.test(lower)
      ? [tokens.exact('initials', home, lower), tokens.exact('pinyin', home, lower)]
      : [tokens.exact('name', home, nameForms(normalName(said)).name)]
  const found = (await heads.headsOfPersons(ctx.tx, wanted, 30)).filter(
    (head) => head.openable && inClear(engine.kind(head.kind), head, ctx.actor),
  )
  const people = new Map<string, Output<C['knownPeople']>['people'][number]>()
  for (const head of found) {
    if (people.size >= offeredMost) break
    for (const party of (await loadMatter(engine, ctx, head)).parties.filter((one) => isCalled(one, lower))) {
      const shown = { name: party.name ?? '', ...knownBy(party, head.opened_at) }
      const same = `${shown.name} ${shown.birthYear} ${shown.group}`
      if (!people.has(same)) people.set(same, { home: head.home, id: head.id, party: party.id, ...shown })
    }
  }
  const shown = [...people.values()]
  ctx.audit({ action: 'cases.search', purpose: 'known', detail: { shown: shown.map((one) => one.id) } })
  return { people: shown }
}

const isCalled = (party: Party, said: string): boolean => {
  if (!party.name) return false
  const { name, pinyin, initials } = nameForms(normalName(party.name))
  return [name, pinyin, initials].includes(nameForms(said).name) || (party.phone?.endsWith(said) ?? false)
}

/** The telephone of somebody of one's own village, to be dialled at once; one audit row each. */
export const dial = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  { party }: Input<C['dial']>['body'],
): Promise<Output<C['dial']>> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  if (!inClear(matter.kind, matter.head, ctx.actor))
    throw fail('cases.notDialled', {
      reason: label(
        '她不在您村,或需要保护。请打给承办人,或由有权限的同事〔查看完整〕。',
        'she is not of your village, or must be protected. Ring up who handles it, or ask a colleague who may show the number.',
      ),
    })
  const phone = matter.parties.find((one) => one.id === party)?.phone
  if (!phone) throw failCommon('http.notFound')
  ctx.audit({ action: 'cases.dial', kind: matter.kind.key, home: key.home, id: key.id, detail: { party } })
  return { phone }
}
