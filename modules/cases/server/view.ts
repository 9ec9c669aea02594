import { maskAddress, maskId, maskName, maskPhone } from '#modules/people/rules/mask.ts'
import { clockShare, lastDay, remaining } from '#platform/clock/deadline.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Label, label } from '#platform/text/label.ts'
import type { CaseView } from '../contract.ts'
import type { CaseKind, TransitionSpec } from '../define.ts'
import { actionsOf, papersOf } from '../rules/actions.ts'
import { awaiting } from '../rules/answers.ts'
import { extensionsOf, lengthened } from '../rules/clocks.ts'
import type { Change } from '../rules/correction.ts'
import { takingBackOf, untoldIn } from '../rules/withdraw.ts'
import { inClear, shownName } from './clear.ts'
import type { Engine } from './engine.ts'
import {
  cell,
  clockOf,
  factsOf,
  loadMatter,
  type Matter,
  mustSetNotify,
  notVoided,
  situationOf,
  standing,
} from './matter.ts'
import { unapprovedOf } from './approvers.ts'
import { missingIn, missingWords } from './missing.ts'
import * as access from './queries/access.ts'
import * as children from './queries/children.ts'
import { type Place, placesOf } from './queries/files.ts'
import { namesOfPosts } from './queries/handovers.ts'
import type { HeadRow } from './queries/heads.ts'
import { replacedBy } from './replaced.ts'
import { nobody, rowOf, whoOf } from './rows.ts'
import { lineOf } from './source.ts'
import { shownSteps } from './shown.ts'
import { trackActions } from './tracks.ts'
import { type Veil, veilOf } from './veil.ts'
import { clockLabel, engineStates, stepLabel, trackState } from './words.ts'

/**
 * One matter as its page shows it; only the head when the actor is not of the team. `known` spares loading what the caller holds. Words
 * are masked like the names beside them unless `veil` says otherwise.
 */
export const viewOf = async (
  engine: Engine,
  ctx: Ctx,
  head: HeadRow,
  known?: Matter,
  veil?: Veil,
): Promise<CaseView> => {
  const kind = engine.kind(head.kind)
  const matter = head.openable ? (known ?? (await loadMatter(engine, ctx, head))) : null
  const first = matter && head.access === 0 ? matter.parties[0] : undefined
  const row = rowOf(engine, ctx, head, first ? whoOf(first, head, inClear(kind, head, ctx.actor)) : nobody)
  const clocks = matter?.clocks ?? (await children.clocksOf(ctx.tx, head)).map(clockOf)
  return {
    head: row,
    // How she can be reached safely is for those who may open the matter.
    notifyMode: matter ? head.notify_mode : null,
    mustSetNotify: matter !== null && mustSetNotify(kind, factsOf(matter)),
    links: matter ? [...matter.links] : [],
    clocks: clocks.map((clock) => ({
      key: clock.key,
      label: clockLabel(kind, clock.key),
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      stoppedAt: clock.stoppedAt?.toISOString() ?? null,
      outcome: clock.outcome,
      basis: clock.basis,
      rule: clock.rule,
      provisional: clock.provisional,
      share: clockShare(clock.startedAt, clock.dueAt, clock.stoppedAt ?? ctx.now),
      text: remaining(ctx.now, clock.dueAt, engine.calendar(), clock.provisional),
      extended: extensionsOf(clock) > 0,
      wait: kind.clocks[clock.key]?.holds !== undefined,
    })),
    body: matter ? await bodyView(engine, ctx, matter, veil) : null,
  }
}

// The pages of one paper stand together where the first of them came in.
const inOrder = (files: Matter['files'], places: ReadonlyMap<string, Place>): Matter['files'] => {
  const paperOf = ({ id }: { id: string }): string => places.get(id)?.paper ?? id
  const papers = [...new Set(files.map(paperOf))]
  return papers.flatMap((paper) =>
    files
      .filter((one) => paperOf(one) === paper)
      .sort((a, b) => (places.get(a.id)?.page ?? 0) - (places.get(b.id)?.page ?? 0)),
  )
}

const bodyView = async (
  engine: Engine,
  ctx: Ctx,
  matter: Matter,
  veil?: Veil,
): Promise<NonNullable<CaseView['body']>> => {
  const { kind, head } = matter
  const clear = inClear(kind, head, ctx.actor)
  const told = veilOf(ctx, matter, veil ?? (clear ? 'village' : 'masked'))
  const situation = { ...(await situationOf(matter, ctx.actor, ctx)), unapproved: await unapprovedOf(ctx, matter) }
  const open = (table: string, column: string, row: string, sealed: Buffer) =>
    ctx.vault.open(matter.key, cell(head, table, column, row), sealed)
  const reversed = new Map(
    matter.steps.flatMap((step) =>
      step.reverses === null ? [] : [[step.reverses, step.action === 'undo' ? 'undo' : 'correct'] as const],
    ),
  )
  const untold = untoldIn(matter.steps)
  const newDay = (event: string) => {
    const clock = lengthened(kind, event, matter.clocks, engine.catalogue, engine.calendar())
    return clock && { day: lastDay(clock.dueAt), provisional: clock.provisional }
  }
  const names = new Map(matter.parties.map((party) => [party.id, shownName(party, clear)]))
  const places = matter.files.length > 0 ? await placesOf(ctx.tx, head) : new Map<string, Place>()
  const { steps, wasKeptOut } = await shownSteps(ctx, matter)
  const holders = await children.stoodFor(ctx.tx, head)
  const owners = await namesOfPosts(ctx.tx, [...new Set(steps.map(({ payload }) => payload['post']).filter(isText))])
  // 李敏代王芳
  const named = (name: string | null, key: string): string =>
    holders.has(key) ? `${name ?? ''}代${holders.get(key)}` : (name ?? '')
  const units = await access.unitNames(ctx.tx, steps.map(({ payload }) => payload['unit']).filter(isText))
  const approvals = matter.approvals
    .filter((a) => !(wasKeptOut && a.action === 'lift'))
    .map((a) => ({ ...a, asked: JSON.parse(open('approval', 'request', a.id, a.request)) as Record<string, unknown> }))
    .map(({ asked, ...a }) => ({
      id: a.id,
      action: a.action,
      label: stepLabel(kind, a.action),
      requestedBy: named(a.by_name, `asked ${a.id}`),
      requestedAt: a.requested_at.toISOString(),
      decision: a.decision,
      decidedBy: a.decider_name && named(a.decider_name, `decided ${a.id}`),
      decidedAt: a.decided_at?.toISOString() ?? null,
      remark: a.remark ? told(open('approval', 'remark', a.id, a.remark)) : null,
      note: isText(asked['note']) ? told(asked['note']) : null,
      told: toldOf(engine, kind.transitions[a.action], asked, units, told(asked['receiver'])),
      mine: a.requested_by === ctx.actor.accountId,
      until: a.decision === null ? newDay(a.action) : null,
    }))
  const receiverOf = ({ seq, payload: { receiver } }: Matter['steps'][number]): unknown =>
    isText(receiver) ? told(open('step', 'receiver', String(seq), Buffer.from(receiver, 'base64'))) : undefined
  const line = await lineOf(ctx, matter)
  const mayNote = !situation.readOnly && ctx.actor.permissions.has('cases.handle')
  const waitsFor = mayNote ? awaiting(kind, standing(matter.steps), ctx.actor.unitId) : new Set<number>()
  return {
    source: line && { file: told(line.file), sheet: told(line.sheet), row: line.row },
    data: told(matter.data),
    damaged: matter.damaged,
    missing: missingWords(engine, kind, missingIn(kind, matter)),
    inClear: clear,
    parties: matter.parties.map((party) => ({
      id: party.id,
      role: party.role,
      roleLabel: kind.parties[party.role]?.label ?? label(party.role, party.role),
      name: shownName(party, clear),
      anonymous: party.anonymous ?? null,
      sex: party.sex ?? null,
      birthYear: party.birth ? Number(party.birth.slice(0, 4)) : null,
      age: party.age ?? null,
      phone: party.phone ? maskPhone(party.phone) : null,
      idNumber: party.idNumber ? maskId(party.idNumber) : null,
      address: party.address ? told(maskAddress(party.address)) : null,
      safeContact: party.safeContact !== undefined,
      marital: party.marital ?? null,
      education: party.education ?? null,
      ethnicity: party.ethnicity ?? null,
      occupation: told(party.occupation ?? null),
      employer: told(party.employer ?? null),
      relation: told(party.relation ?? null),
    })),
    steps: steps.map((step, place) => {
      const taking = takingBackOf(kind, matter.steps, step, ctx.actor.accountId, ctx.now)
      const own = stepLabel(kind, step.action, step.payload['key'])
      // Asked for, returned, or done by it.
      const asked = approvals.find((one) => one.id === step.payload['approval'])
      const done = step.action === asked?.action
      return {
        seq: place + 1,
        action: step.action,
        label: asked && !done ? label(`${own.zh}「${asked.label.zh}」`, `${own.en}: ${asked.label.en}`) : own,
        at: step.occurred_at.toISOString(),
        recordedAt: step.recorded_at.toISOString(),
        by: named(step.by_name, `step ${step.seq}`),
        unit: step.unit_name ?? '',
        to: step.to_status
          ? (kind.states[step.to_status]?.label ??
            engineStates[step.to_status]?.label ??
            trackState(kind, step.to_status))
          : null,
        note: step.note
          ? told(open('step', 'note', String(step.seq), step.note))
          : step.action === 'ask'
            ? (asked?.note ?? null)
            : null,
        remark: done ? (asked?.remark ?? null) : null,
        told:
          step.action === 'ask'
            ? (asked?.told ?? [])
            : [
                ...toldOf(
                  engine,
                  kind.transitions[step.action],
                  step.payload,
                  units,
                  receiverOf(step),
                  untold.has(step.seq),
                ),
                ...untoldTold(kind, matter.steps, step),
                ...ownerTold(owners.get(String(step.payload['post'] ?? ''))),
              ],
        reversed: reversed.get(step.seq) ?? null,
        leftHouse: step.left_house,
        late: step.recorded_at.getTime() - step.occurred_at.getTime() > 24 * 3_600_000,
        dueOn: typeof step.payload['dueOn'] === 'string' ? step.payload['dueOn'] : null,
        changes: step.replaced
          ? replacedBy(ctx, matter, step.seq)
              .filter(({ field, after }) => field !== 'repeatOf' || matter.links.some(({ number }) => number === after))
              .map((change) => shownChange(kind, names, told, change))
          : [],
        trackId: step.track_id,
        awaitsAnswer: waitsFor.has(step.seq),
        answers: steps.findIndex(({ seq }) => seq === step.payload['answers']) + 1 || null,
        paper: isText(step.payload['paper']) ? step.payload['paper'] : null,
        takeBack: taking.how,
        notTakenBack: taking.why,
      }
    }),
    approvals,
    files: inOrder(matter.files, places).map((f) => ({
      id: f.id,
      purpose: places.get(f.id)?.purpose ?? f.purpose,
      name: told(open('file', 'name', f.id, f.name)),
      mediaType: f.media_type,
      size: f.size,
      addedAt: f.added_at.toISOString(),
      addedBy: f.by_name ?? '',
      paper: places.get(f.id)?.paper ?? null,
      page: places.get(f.id)?.page ?? null,
      turn: places.get(f.id)?.turn ?? 0,
    })),
    actions: actionsOf(kind, situation, head.next_due_clock).map((action) => ({
      ...action,
      needs: [...action.needs],
      asks: [...action.asks],
    })),
    notVoided: notVoided(matter),
    tracks: matter.tracks.map((track) => ({
      id: track.id,
      key: track.key,
      label: kind.tracks?.[track.key]?.label ?? label(track.key, track.key),
      status: track.status,
      statusLabel: kind.tracks?.[track.key]?.states[track.status]?.label ?? label(track.status, track.status),
      openedAt: track.opened_at.toISOString(),
      closedAt: track.closed_at?.toISOString() ?? null,
      actions: trackActions(kind, track, situation),
    })),
    parts: matter.parts.map((part) => ({
      id: part.id,
      key: part.key,
      data: told(JSON.parse(open('part', 'sealed', part.id, part.sealed)) as Record<string, unknown>),
      recordedAt: part.recorded_at.toISOString(),
    })),
    obligations: matter.obligations.map((o) => ({
      id: o.id,
      key: o.key,
      label: kind.obligations?.[o.key]?.label ?? label(o.key, o.key),
      what: o.sealed ? told(open('obligation', 'sealed', o.id, o.sealed)) : '',
      byParty: o.by_party,
      amountFen: o.amount_fen,
      dueOn: o.due_on,
      doneOn: o.done_on,
      outcome: o.outcome,
    })),
    acts: matter.acts.map((act) => ({
      id: act.id,
      key: act.key,
      label: kind.acts?.[act.key]?.label ?? label(act.key, act.key),
      issuer: act.issuer,
      number: act.number,
      issuedOn: act.issued_on,
      validUntil: act.valid_until,
      servedOn: act.served_on,
      codes: act.codes,
    })),
    papers: papersOf(kind, situation.facts).map(([key, paper]) => ({
      key,
      label: paper.label,
      blocked:
        situation.mustSetNotify && !head.notify_mode
          ? label('先设「告知方式」,再出文书。', 'Set how she may be told before making a paper.')
          : null,
    })),
    review: kind.review
      ? { needed: kind.review.panel, ...(await children.votesOf(ctx.tx, head)), quotaLeft: situation.quotaLeft }
      : null,
  }
}

// Which telling a correction struck out.
const untoldTold = (kind: CaseKind, steps: Matter['steps'], { payload }: Matter['steps'][number]): Label[] => {
  const target = steps.find(({ seq }) => seq === payload['untold'])
  const name = target && stepLabel(kind, target.action)
  return name ? [label(`「${name.zh}」记的告知不算`, `The telling noted with “${name.en}” does not count`)] : []
}

const ownerTold = (name: string | undefined): Label[] => (name ? [label(`给 ${name}`, `To ${name}`)] : [])

const isText = (value: unknown): value is string => typeof value === 'string'

// What was chosen with a step, so that nobody has to ask the figures how a matter ended or where it went.
const toldOf = (
  engine: Engine,
  spec: TransitionSpec<string> | undefined,
  { result, reason, unit, proof }: Readonly<Record<string, unknown>>,
  units: ReadonlyMap<string, string>,
  receiver: unknown,
  struck = false,
): Label[] => {
  const coded = (list: string | undefined, code: unknown): Label[] => {
    const row = list && isText(code) ? engine.code(list, code) : undefined
    const name = list ? engine.catalogue.codes[list]?.label : undefined
    return row && name ? [label(`${name.zh}:${row.zh}`, `${name.en}: ${row.en}`)] : []
  }
  const { on, mode } = (proof ?? {}) as { on?: string; mode?: string }
  const way = mode ? engine.code('delivery-modes', mode) : undefined
  // A unit that is no more is called by its code.
  const to = isText(unit) ? (units.get(unit) ?? unit) : undefined
  return [
    ...coded(spec?.results, result),
    ...coded(spec?.reasons, reason),
    ...(to ? [label(`给 ${to}`, `To ${to}`)] : []),
    ...(isText(receiver) ? [label(`接收单位:${receiver}`, `Receiving body: ${receiver}`)] : []),
    ...(way
      ? [
          struck
            ? label(`送达:${on},${way.zh}(已更正,不算)`, `Delivered: ${on}, ${way.en} (corrected: does not count)`)
            : label(`送达:${on},${way.zh}`, `Delivered: ${on}, ${way.en}`),
        ]
      : []),
  ]
}

// What identifies a person stays masked in the timeline as well: an old number is a number.
const masks: Readonly<Record<string, (text: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  idNumber: maskId,
  address: maskAddress,
  birth: (text) => text.slice(0, 4),
  safeContact: () => '****',
}

const shownChange = (
  kind: CaseKind,
  names: ReadonlyMap<string, string>,
  told: <T>(words: T) => T,
  { field, party, role, before, after }: Change,
): NonNullable<CaseView['body']>['steps'][number]['changes'][number] => {
  const shown = (value: unknown): unknown =>
    told(party && typeof value === 'string' ? (masks[field]?.(value) ?? value) : value)
  return {
    field,
    who: party
      ? {
          id: party,
          role: kind.parties[role ?? '']?.label ?? label(role ?? '', role ?? ''),
          name: names.get(party) ?? '',
        }
      : null,
    before: shown(before),
    after: shown(after),
  }
}
