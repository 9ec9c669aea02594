import type { Calendar } from '#platform/clock/calendar.ts'
import type { Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { casesContract } from '../contract.ts'
import type { Catalogue } from '../define.ts'
import { makeEngine } from './engine.ts'
import * as access from './service/access.ts'
import { recordAnswer } from './service/answers.ts'
import { correct } from './service/correct.ts'
import { decide } from './service/decide.ts'
import * as desk from './service/desk.ts'
import * as edits from './service/edits.ts'
import * as exclusions from './service/exclusions.ts'
import * as extras from './service/extras.ts'
import * as files from './service/files.ts'
import * as handovers from './service/handovers.ts'
import * as lists from './service/lists.ts'
import * as meta from './service/meta.ts'
import * as kept from './service/kept.ts'
import * as papers from './service/papers.ts'
import * as quick from './service/quick.ts'
import * as prints from './service/prints.ts'
import { create } from './service/register.ts'
import { revealLine } from './service/source.ts'
import { step } from './service/asked.ts'
import { urge } from './service/urge.ts'
import { withdraw } from './service/withdraw.ts'

export { deedLabel, purposeLabel } from '../deeds.ts'
export { type Engine, makeEngine } from './engine.ts'
export { loadMatter } from './matter.ts'
export { contributionsOf } from './post.ts'
export { findHead, headsByKey } from './queries/heads.ts'
export { correct } from './service/correct.ts'
export { setNotify } from './service/edits.ts'
export { addObligation, trackStep } from './service/extras.ts'
export { openAt } from './queries/places.ts'
export { decide } from './service/decide.ts'
export { leftOfPost } from './service/handovers.ts'
export { movePlaces } from './service/places.ts'
export { addFile, dropFile } from './service/files.ts'
export { numberLetter } from './service/papers.ts'
export { quickNote } from './service/quick.ts'
export { register } from './service/register.ts'
export { type History, historyFits, type HistoryPlan, planHistory, writeHistories } from './service/history.ts'
export { linesOf, type SourceLine } from './source.ts'
export { openLocked, takeStep } from './service/steps.ts'
export { foreseeVoids, voidMany } from './service/voids.ts'
export { rowsOf } from './rows.ts'

/** The case room over a catalogue and a calendar. */
export const makeCases = (catalogue: Catalogue, calendar: () => Calendar): Service<typeof casesContract, Ctx> => {
  const e = makeEngine(catalogue, calendar)
  return {
    kinds: (ctx) => meta.kinds(e, ctx),
    codes: (ctx, { params, query }) => meta.codes(e, ctx, params.list, query.on),
    list: (ctx, { query }) => lists.list(e, ctx, query),
    open: (ctx, { params }) => lists.open(e, ctx, params),
    create: (ctx, { params, body }) => create(e, ctx, params, body),
    correct: (ctx, { params, body }) => correct(e, ctx, params, body),
    step: (ctx, { params, body }) => step(e, ctx, params, body),
    note: (ctx, { params, body }) => edits.note(e, ctx, params, body),
    withdraw: (ctx, { params, body }) => withdraw(e, ctx, params, body),
    cancel: (ctx, { params, body }) => edits.cancel(e, ctx, params, body),
    assign: (ctx, { params, body }) => edits.assign(e, ctx, params, body),
    urge: (ctx, { params }) => urge(ctx, params),
    notify: (ctx, { params, body }) => edits.setNotify(e, ctx, params, body),
    restrict: (ctx, { params, body }) => edits.restrict(e, ctx, params, body),
    exclude: (ctx, { params, body }) => exclusions.exclude(e, ctx, params, body),
    exclusions: (ctx, { params }) => exclusions.exclusions(e, ctx, params),
    lift: (ctx, { params, body }) => exclusions.lift(e, ctx, params, body),
    supervise: (ctx, { params, body }) => access.supervise(e, ctx, params, body),
    breakGlass: (ctx, { body }) => access.breakGlass(e, ctx, body),
    sourceLine: (ctx, { params, body }) => revealLine(e, ctx, params, body),
    reveal: (ctx, { params, body }) => access.reveal(e, ctx, params, body),
    revealWords: (ctx, { params, body }) => access.revealWords(e, ctx, params, body),
    readers: (ctx, { params }) => access.readers(e, ctx, params),
    addFile: (ctx, { params, query, body }) =>
      files.addFile(e, ctx, params, params.file, query.name, query.purpose, body),
    getFile: (ctx, { params }) => files.getFile(e, ctx, params, params.file),
    namePaper: (ctx, { params, body }) => files.namePaper(e, ctx, params, params.paper, body),
    recordAnswer: (ctx, { params, body }) => recordAnswer(e, ctx, params, params.answer, body),
    openTrackStep: (ctx, { params, body }) => extras.trackStep(e, ctx, params, params.track, body),
    addPart: (ctx, { params, body }) => extras.addPart(e, ctx, params, params.part, body),
    addAct: (ctx, { params, body }) => extras.addAct(e, ctx, params, params.act, body),
    serveAct: (ctx, { params, body }) => extras.serveAct(e, ctx, params, params.act, body.servedOn),
    addObligation: (ctx, { params, body }) => extras.addObligation(e, ctx, params, params.obligation, body),
    meetObligation: (ctx, { params, body }) => extras.meetObligation(e, ctx, params, params.obligation, body),
    vote: (ctx, { params, body }) => extras.vote(e, ctx, params, body.score),
    approvals: (ctx) => lists.waitingApprovals(e, ctx),
    decide: (ctx, { params, body }) => decide(e, ctx, params, params.approval, body),
    handovers: (ctx) => handovers.handovers(ctx),
    leftInHand: (ctx, { query }) => handovers.leftInHand(e, ctx, query),
    prepareHandover: (ctx, { params, body }) => handovers.prepareHandover(ctx, params.id, body),
    handover: (ctx, { params }) => handovers.handover(e, ctx, params.id),
    acceptHandover: (ctx, { params }) => handovers.acceptHandover(ctx, params.id),
    agreeHandover: (ctx, { params }) => handovers.agreeHandover(ctx, params.id),
    withdrawHandover: (ctx, { params }) => handovers.withdrawHandover(ctx, params.id),
    today: (ctx) => lists.todayList(e, ctx),
    quickNote: (ctx, { params, body }) => quick.quickNote(e, ctx, params, body),
    knownPeople: (ctx, { body }) => quick.knownPeople(e, ctx, body),
    dial: (ctx, { params, body }) => quick.dial(e, ctx, params, body),
    drafts: (ctx) => desk.drafts(e, ctx),
    saveDraft: (ctx, { params, body }) => desk.saveDraft(e, ctx, params.id, body),
    dropDraft: (ctx, { params }) => desk.dropDraft(e, ctx, params.id),
    hints: (ctx, { body }) => lists.hints(e, ctx, body),
    search: (ctx, { body }) => lists.search(e, ctx, body.q),
    notices: (ctx, { query }) => desk.listNotices(e, ctx, query),
    readNotices: (ctx, { body }) => desk.readNotices(e, ctx, body),
    paper: (ctx, { params }) => papers.letterOf(e, ctx, params, params.paper),
    numberPaper: (ctx, { params }) => papers.numberLetter(e, ctx, params, params.paper),
    reprintPaper: (ctx, { params, body }) => papers.reprintLetter(e, ctx, params, params.paper, body.reason),
    prints: (ctx, { params }) => kept.printsOf(e, ctx, params, params.issued),
    printForm: (ctx, { params }) => prints.registrationForm(e, ctx, params, null),
    printFullForm: (ctx, { params, body }) => prints.registrationForm(e, ctx, params, body.reason),
    printList: (ctx, { body }) => prints.listPrinted(ctx, body),
    printTimeline: (ctx, { params }) => prints.timelineExtract(e, ctx, params),
    paperDocx: (ctx, { params }) => papers.letterDocx(e, ctx, params, params.paper),
  }
}
