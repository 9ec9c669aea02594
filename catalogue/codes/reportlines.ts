import type { Label } from '#platform/text/label.ts'
import { label } from '#platform/text/label.ts'
import type { PetitionClass } from './petition-classes.ts'
import { classHead } from './petition-classes.ts'

/**
 * One line of an old return and the codes it stands for (domain/01 §13 `report_line`). A line of several codes merges them:
 * a received figure is kept on the line, no single code is chosen for it. `rest` also takes what its section does not name.
 */
export type ReportLine = {
  readonly line: string
  readonly label: Label
  readonly section: string
  readonly codes: readonly PetitionClass[]
  readonly rest?: true
}

/** A section of a return, printed before its lines with their sum. */
export type ReportSection = { readonly section: string; readonly label: Label; readonly head: PetitionClass }

/** A return: sections and lines in the order in which they are printed. */
export type ReportForm = {
  readonly form: string
  readonly label: Label
  readonly source: string
  readonly sections: readonly ReportSection[]
  readonly lines: readonly ReportLine[]
}

const line = (
  section: string,
  place: number,
  text: Label,
  codes: readonly PetitionClass[],
  rest?: 'rest',
): ReportLine => ({
  line: `${section}.${place}`,
  label: text,
  section,
  codes,
  ...(rest ? { rest: true as const } : {}),
})

/** The half-year return of Hongjiang (431281) for 2014H1, in the order of the text. */
export const hongjiangHalfYear: ReportForm = {
  form: 'hongjiang-half-year',
  label: label('信访情况半年统计', 'Half-year return of petitions'),
  source: 'domain/01 §13, reconciliation table',
  sections: [
    { section: '01', label: label('婚姻家庭类', 'Marriage and family'), head: '01' },
    { section: '04', label: label('劳动权益类', 'Labour'), head: '04' },
    { section: '02', label: label('人身权益类', 'Personal rights'), head: '02' },
    { section: '03', label: label('财产权益类', 'Property'), head: '03' },
    { section: '06', label: label('文化教育类', 'Culture and education'), head: '06' },
    { section: '07', label: label('综合类', 'Other'), head: '07' },
  ],
  lines: [
    line('01', 1, label('财产纠纷', 'Property disputes'), ['0121']),
    line('01', 2, label('父母干涉婚姻', 'Parents interfering with marriage'), ['0110']),
    line('01', 3, label('重婚/包二奶/同居', 'Bigamy, keeping a mistress, cohabitation'), ['0107', '0108', '0109']),
    line('01', 4, label('离婚的财产分割', 'Divorce: division of property'), ['0113']),
    line('01', 5, label('住房判决', 'Judgment on housing'), ['0114']),
    line('01', 6, label('其他', 'Other'), ['0199'], 'rest'),
    line('01', 7, label('家庭暴力夫妻间', 'Domestic violence between spouses'), ['0101']),
    line('01', 8, label('致伤致残', 'With injury or disability'), ['0104']),
    line('04', 1, label('劳动纠纷', 'Labour disputes'), ['0416']),
    line('04', 2, label('社会保障生活困难的医疗费问题', 'Medical expenses in hardship'), ['0414']),
    line('04', 3, label('工作待遇', 'Treatment at work'), ['0407']),
    line('02', 1, label('拐卖妇女', 'Trafficking of women'), ['0206']),
    line('02', 2, label('强奸', 'Rape'), ['0201']),
    line('02', 3, label('奸淫幼女', 'Rape of a girl under 14'), ['0202']),
    line('02', 4, label('其他', 'Other'), ['0299'], 'rest'),
    line('03', 1, label('出嫁女责任田/宅基地', 'Land and house plots of married-out women'), ['0302', '0303']),
    line('03', 2, label('其他', 'Other'), ['0399'], 'rest'),
    line('07', 1, label('违法违纪打击报复', 'Misconduct, retaliation'), ['0701']),
    line('07', 2, label('司法不公', 'Unfair justice'), ['0702']),
    line('07', 3, label('计划生育后遗症', 'After-effects of birth control'), ['0707']),
    line('07', 4, label('判决不服', 'Against a judgment'), ['0703']),
    line('07', 5, label('交通事故', 'Traffic accidents'), ['0705']),
    line('07', 6, label('法律援助', 'Legal aid'), ['0706']),
    line('07', 7, label('其他', 'Other'), ['0799'], 'rest'),
  ],
}

/** The line a class is counted on: the one that names it, else the rest line of its section, else one the form did not print. */
export const lineOf = (form: ReportForm, code: PetitionClass): ReportLine | undefined => {
  const named = form.lines.find((one) => one.codes.includes(code))
  const section = sectionOf(form, code)
  if (named || section === undefined) return named
  return form.lines.find((one) => one.rest === true && one.section === section.section) ?? unlisted(section)
}

/** 原表未列: without it a class that the old form has no line for would be in the section's sum and on no line. */
export const unlisted = ({ section }: ReportSection): ReportLine => ({
  line: `${section}.0`,
  label: label('原表未列', 'Not on the old form'),
  section,
  codes: [],
  rest: true,
})

/** The section a class is counted in. 05 has none in the Hongjiang return, so its last section takes it. */
export const sectionOf = (form: ReportForm, code: PetitionClass): ReportSection | undefined =>
  form.sections.find((one) => one.head === classHead(code)) ?? form.sections.at(-1)
