import { label, type Label } from '#platform/text/label.ts'
import type { CaseKind, Catalogue } from './define.ts'

// What can be done to a matter besides its steps, by the action the audit keeps.
const deeds: Readonly<Record<string, Label>> = {
  'cases.register': label('登记', 'Registered it'),
  'cases.open': label('打开', 'Opened it'),
  'cases.openHead': label('看编号和期限', 'Saw number and deadlines'),
  'cases.reveal': label('查看完整', 'Showed a field in full'),
  'cases.dial': label('打电话', 'Rang somebody up'),
  'cases.takePerson': label('照原来的登记带入', 'Took a person over from it'),
  'cases.supervise': label('写明理由查看', 'Opened with a reason'),
  'cases.breakGlass': label('紧急查看', 'Emergency view'),
  'cases.paper': label('出文书', 'Made a paper'),
  'cases.docx': label('下载 Word 文书', 'Downloaded a paper as Word'),
  'cases.form': label('打印登记表', 'Printed the registration form'),
  'cases.formFull': label('打印完整登记表', 'Printed the registration form in full'),
  'cases.printed': label('打印在清单里', 'Printed it in a list'),
  'cases.printedPage': label('打印这一页', 'Printed its page'),
  'cases.extract': label('打印办理经过', 'Printed the timeline'),
  'papers.photoLink': label('出拍照二维码', 'Made a code for photographs'),
  'papers.photoEnd': label('停用拍照二维码', 'Withdrew a code for photographs'),
  'cases.number': label('取文号', 'Took a number'),
  'cases.reprint': label('更正重印', 'Reprinted a corrected letter'),
  'cases.prints': label('看首次打印', 'Looked at the first print'),
  'papers.void': label('文号作废', 'Voided a number'),
  'cases.note': label('记一笔', 'Added a note'),
  'cases.ask': label('送审', 'Asked for approval'),
  'cases.decide': label('批', 'Decided a request'),
  'cases.undo': label('撤回', 'Took a step back'),
  'cases.correct': label('更正', 'Corrected it'),
  'cases.void': label('作废', 'Voided it'),
  'cases.assign': label('交给', 'Assigned it'),
  'cases.urge': label('催办', 'Urged it'),
  'cases.notify': label('设告知方式', 'Set how to tell her'),
  'cases.restrict': label('改知悉范围', 'Changed who may know'),
  'cases.exclude': label('设「不让知道」', 'Kept someone from it'),
  'cases.exclusions': label('看「不让知道」', 'Saw who is kept from it'),
  'cases.lift': label('解除「不让知道」', 'Let someone know again'),
  'cases.addFile': label('加附件', 'Attached a file'),
  'cases.namePaper': label('写明是什么材料', 'Said what a paper is'),
  'cases.recordAnswer': label('记下答复', 'Noted an answer'),
  'cases.getFile': label('打开附件', 'Opened a file'),
  'cases.trackStep': label('办程序一步', 'Took a step of a proceeding'),
  'cases.recount': label('重算期限', 'Counted a deadline again'),
  'cases.addPart': label('补充记录', 'Added a record'),
  'cases.addAct': label('记收到的文书', 'Noted a paper of another body'),
  'cases.serveAct': label('记文书送达', 'Noted the service of a paper'),
  'cases.addObligation': label('加约定事项', 'Noted a promise'),
  'cases.meetObligation': label('记履行情况', 'Noted the performance'),
  'cases.vote': label('评审打分', 'Voted'),
  'cases.export': label('导出', 'Exported it'),
}
/** What a list is printed for. */
export const printPurposes = {
  meeting: label('会议用', 'For a meeting'),
  filing: label('存档', 'For the file'),
  above: label('报上级', 'For the level above'),
  checking: label('核对', 'For checking'),
} as const satisfies Record<string, Label>
export type PrintPurpose = keyof typeof printPurposes

/** Why a letter is printed again under its number; chosen, never typed, because words would tell the register what a matter is about. */
export const reprintReasons = {
  written: label('写错了', 'It was written wrongly'),
  told: label('本人更正', 'She put it right'),
  found: label('核实后更正', 'Found otherwise on checking'),
} as const satisfies Record<string, Label>
export type ReprintReason = keyof typeof reprintReasons

const worked = label('办理', 'Worked on it')

/** What somebody did to a matter, in words, from the audit: a step by its own name, a request with the step it is for. */
export const deedLabel = (kind: CaseKind | undefined, action: string, step: string | null): Label => {
  const named = (key: string): Label | undefined =>
    [kind?.transitions, ...Object.values(kind?.tracks ?? {}).map((track) => track.transitions)]
      .map((transitions) => transitions?.[key]?.label)
      .find((found) => found)
  const deed = deeds[action]
  if (!deed) return named(action.replace('cases.', '')) ?? worked
  const of = step === null ? undefined : named(step)
  return of ? label(`${deed.zh}:${of.zh}`, `${deed.en}: ${of.en}`) : deed
}

/** Why somebody looked, in words: the code of 查看完整 by its list, anything else as it was written. */
export const purposeLabel = (catalogue: Catalogue, action: string, purpose: string | null): Label | null => {
  if (purpose === null) return null
  if (purpose === 'not stated') return label('没有填', 'Not stated')
  if (action.startsWith('cases.printed') && Object.hasOwn(printPurposes, purpose))
    return printPurposes[purpose as PrintPurpose]
  if (action === 'cases.reprint' && Object.hasOwn(reprintReasons, purpose))
    return reprintReasons[purpose as ReprintReason]
  const row =
    (action === 'cases.reveal' || action === 'cases.formFull') &&
    catalogue.codes['reveal-reasons']?.rows.find(({ code }) => code === purpose)
  return row ? label(row.zh, row.en) : label(purpose, purpose)
}
