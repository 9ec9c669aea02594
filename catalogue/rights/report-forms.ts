import type { ClassForm, Facts, FormLine, FormSection, Stated } from '#modules/reports/define.ts'
import type { Period } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import { classIsSensitive as isSensitive, type PetitionClass, petitionClasses } from '../codes/petition-classes.ts'
import { hongjiangHalfYear, lineOf, type ReportForm, sectionOf } from '../codes/reportlines.ts'

const codes = petitionClasses.rows.map(({ code }) => code)

// Papers write brackets and quotation marks in full width.
const named = (zh: string, en: string) =>
  label(
    zh
      .replaceAll('(', '（')
      .replaceAll(')', '）')
      .replaceAll(/"([^"]*)"/g, '“$1”'),
    en,
  )

/** What was never classed: counted, so that the classes add up to the whole. */
const unclassed = {
  key: 'none',
  label: label('未分类', 'Not classed'),
  codes: [''],
  sensitive: false,
  quiet: true,
} as const

const sectionFrom = (
  key: string,
  name: FormLine['label'],
  lines: readonly FormLine[],
  all: readonly string[],
): FormSection => ({
  key,
  label: name,
  codes: all,
  lines,
  sensitive: all.filter((code) => code.length > 2).every(isSensitive),
})

/** The classes of today, every second-level code a line, in the order of the list; a hundred lines, so those without anything stay out. */
export const classForm: ClassForm = {
  key: 'petition-classes',
  label: petitionClasses.label,
  sections: [
    ...petitionClasses.rows
      .filter((row) => row.parent === undefined)
      .map((head) => {
        const below = petitionClasses.rows.filter((row) => row.parent === head.code)
        const lines: FormLine[] = below.map((row) => ({
          key: row.code,
          label: named(row.zh, row.en),
          codes: [row.code],
          sensitive: isSensitive(row.code),
          quiet: true,
        }))
        // A matter may stand on the class itself while nobody has looked closer.
        const open: FormLine = {
          key: `${head.code}.0`,
          label: label('未细分', 'Not classed further'),
          codes: [head.code],
          sensitive: isSensitive(head.code),
          quiet: true,
        }
        return sectionFrom(
          head.code,
          named(head.zh, head.en),
          [...lines, open],
          [head.code, ...below.map(({ code }) => code)],
        )
      }),
    { ...unclassed, lines: [] },
  ],
}

/** An old return as a form: each class on the line that takes it, those without a line on 原表未列 of their section. */
const oldForm = (form: ReportForm): ClassForm => ({
  key: form.form,
  label: form.label,
  sections: [
    ...form.sections.map((section): FormSection => {
      const here = codes.filter((code) => sectionOf(form, code)?.section === section.section)
      const taken = new Map<string, PetitionClass[]>()
      for (const code of here) {
        const line = lineOf(form, code)?.line ?? section.section
        taken.set(line, [...(taken.get(line) ?? []), code])
      }
      const own = form.lines.filter((line) => line.section === section.section)
      const lines: FormLine[] = own.map((line) => {
        const held = taken.get(line.line) ?? []
        // The rest line of an old form mixes everything, so it is judged by what it was made for.
        return { key: line.line, label: line.label, codes: held, sensitive: line.codes.some(isSensitive) }
      })
      const rest = taken.get(`${section.section}.0`)
      const unlisted: FormLine[] =
        own.length > 0 && rest
          ? [
              {
                key: `${section.section}.0`,
                label: label('原表未列', 'Not on the old form'),
                codes: rest,
                sensitive: rest.some(isSensitive),
                quiet: true,
              },
            ]
          : []
      return sectionFrom(section.section, section.label, [...lines, ...unlisted], here)
    }),
    { ...unclassed, lines: [] },
  ],
})

const hongjiang = oldForm(hongjiangHalfYear)

const shareOf = (section: string) => (facts: Facts) => {
  const found = facts.form.sections.find(({ key }) => key === section)
  return facts.share(
    facts.classed(found ?? { key: section, label: label(section, section), codes: [], sensitive: false }),
    facts.whole('received'),
  )
}

/** A return that was printed before the house existed: its form, and the numbers it states. */
export type PrintedReturn = {
  readonly unit: string
  readonly period: string
  readonly form: ClassForm
  readonly stated: readonly Stated[]
}

const printed: readonly PrintedReturn[] = [
  {
    unit: '431281',
    period: '2014H1',
    form: hongjiang,
    stated: [
      { figure: (facts) => facts.whole('received'), printed: '60', value: 60 },
      { figure: (facts) => facts.whole('handled'), printed: '58', value: 58 },
      { figure: (facts) => facts.whole('inHand'), printed: '2', value: 2 },
      { figure: (facts) => facts.whole('handledRate'), printed: '97%', value: 97 },
      { figure: shareOf('01'), printed: '43%', value: 43 },
      { figure: shareOf('04'), printed: '16%', value: 16 },
      { figure: shareOf('02'), printed: '10%', value: 10 },
      { figure: shareOf('03'), printed: '9%', value: 9 },
    ],
  },
]

/** The printed return of a unit for a period, if one is known. Hongjiang 2014H1: domain/01 section 13, domain/10 section 7. */
export const printedReturn = (unit: string, period: Pick<Period, 'key'>): PrintedReturn | undefined =>
  printed.find((one) => one.unit === unit && one.period === period.key)
