import type { Actor } from '#platform/access/actor.ts'
import { clockShare, remaining } from '#platform/clock/deadline.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseRow } from '../contract.ts'
import type { CaseKind } from '../define.ts'
import { stepsFrom } from '../rules/actions.ts'
import { isUrgent, restsOnGuess } from '../rules/clocks.ts'
import { inClear, knownBy, shownName } from './clear.ts'
import type { Engine } from './engine.ts'
import { cell, type Party } from './matter.ts'
import type { CardRow, HeadRow } from './queries/heads.ts'
import { clockLabel, engineStates } from './words.ts'

/** Rows of a list: names masked but in one's own village, restricted matters without a name or title. */
export const rowsOf = (engine: Engine, ctx: Ctx, cards: readonly CardRow[]): Promise<CaseRow[]> =>
  Promise.all(cards.map(async (card) => rowOf(engine, ctx, card, await whoIn(engine, ctx, card))))

/** Whom a row is about, as its reader may see it. */
export type Who = Pick<CaseRow, 'who' | 'known'>
export const nobody: Who = { who: null, known: null }

const whoIn = async (engine: Engine, ctx: Ctx, card: CardRow): Promise<Who> => {
  const { home, id, party_id, sealed, data_key } = card
  if (!card.openable || card.access > 0 || !party_id || !sealed || !data_key) return nobody
  try {
    const kind = engine.kind(card.kind)
    const key = await ctx.vault.openRecord(home, kind.domain, data_key)
    const party = JSON.parse(ctx.vault.open(key, cell({ home, id }, 'party', 'sealed', party_id), sealed)) as Party
    return whoOf(party, card, inClear(kind, card, ctx.actor))
  } catch {
    // One damaged row never breaks a list; opening it tells the reason.
    return { who: '?', known: null }
  }
}

/** Who stands first in a matter that is opened. */
export const whoOf = (party: Party, head: HeadRow, clear: boolean): Who => ({
  who: shownName(party, clear),
  known: clear && party.name ? knownBy(party, head.opened_at) : null,
})

/** A head as lists and pages show it. */
export const rowOf = (engine: Engine, ctx: Ctx, head: HeadRow, who: Who): CaseRow => {
  const kind = engine.kind(head.kind)
  const state = kind.states[head.status] ?? engineStates[head.status]
  const { next_due_at: dueAt, next_due_started_at: startedAt, next_due_clock: dueClock } = head
  const calendar = engine.calendar()
  const provisional =
    dueAt !== null && startedAt !== null && restsOnGuess(kind, dueClock, startedAt, dueAt, engine.catalogue, calendar)
  return {
    home: head.home,
    id: head.id,
    kind: head.kind,
    number: head.number,
    title: head.openable ? head.title : null,
    category: head.category,
    channel: head.channel,
    status: head.status,
    statusLabel: state?.label ?? label(head.status, head.status),
    phase: head.phase,
    openedAt: head.opened_at.toISOString(),
    closedAt: head.closed_at?.toISOString() ?? null,
    result: head.result,
    due:
      dueAt && startedAt
        ? {
            at: dueAt.toISOString(),
            clock: clockLabel(kind, dueClock),
            text: remaining(ctx.now, dueAt, calendar, provisional),
            share: clockShare(startedAt, dueAt, ctx.now),
            overdue: dueAt <= ctx.now,
            provisional,
          }
        : null,
    unit: { id: head.unit_id, name: head.unit_name },
    owner: head.owner_post && head.owner_name ? { postId: head.owner_post, name: head.owner_name } : null,
    persons: head.persons,
    flags: head.openable ? head.flags : [],
    restricted: head.access > 0,
    urgent: head.phase === 0 && isUrgent(kind, dueClock),
    openable: head.openable,
    // Whoever was handed it does not wait for herself.
    waiting: head.waiting === 'below' && head.unit_id === ctx.actor.unitId ? null : head.waiting,
    ...who,
    lacks: head.lacks,
    version: head.version,
    next: nextOf(kind, head, ctx.actor),
  }
}

// The most natural step of the state, for whoever has the matter or is of its unit; whether it is lawful is decided when the matter is opened.
const nextOf = (kind: CaseKind, head: HeadRow, { unitId, postId, permissions }: Actor): CaseRow['next'] => {
  if (!head.openable || head.phase === 2 || (head.unit_id !== unitId && head.owner_post !== postId)) return null
  const next = firstStep(kind, head.status, head.next_due_clock)
  // A post of the same unit that does not take such steps reads it only.
  return next && permissions.has(kind.transitions[next.action]?.can ?? 'cases.handle') ? next : null
}

// Kinds do not change while the process runs, and a page of a list asks this of every row.
const firstSteps = new WeakMap<CaseKind, Map<string, CaseRow['next']>>()

const firstStep = (kind: CaseKind, status: string, dueClock: string | null): CaseRow['next'] => {
  const known = firstSteps.get(kind) ?? new Map<string, CaseRow['next']>()
  firstSteps.set(kind, known)
  const at = `${status} ${dueClock}`
  const found = known.get(at)
  if (found !== undefined) return found
  const [first] = stepsFrom(kind, status, dueClock)
  const next = first ? { action: first[0], label: first[1].label } : null
  known.set(at, next)
  return next
}
