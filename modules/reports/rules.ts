import { type Period, previousPeriod, parsePeriod } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { ReportTemplate } from './define.ts'

/** Name of the federation of a unit as papers give it. */
export const issuerOf = (unit: { readonly name: string; readonly level: string }): string => {
  if (unit.level === 'N') return '中华全国妇女联合会'
  const place = unit.name
    .replace(/(?:社区)?(?:居民委员会|居委会)$/, '社区')
    .replace(/(?:村民委员会|村委会)$/, '村')
    .replace(/村村$/, '村')
  return `${place}妇女联合会`
}

/** Periods a person most likely writes about on a day (`YYYY-MM-DD`): the last finished half-year first, then the running one. */
export const suggestedPeriods = (template: Pick<ReportTemplate, 'periods'>, today: string): readonly Period[] => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const half = readable(`${year}H${month <= 6 ? 1 : 2}`)
  const quarter = readable(`${year}Q${Math.ceil(month / 3)}`)
  const whole = readable(`${year}`)
  const offered = [half, quarter, whole].flatMap((period) =>
    period && template.periods.includes(period.kind) ? [previousPeriod(period), period] : [],
  )
  // In the last month of a half-year its report is already being written.
  return month % 6 === 0 ? [...offered.slice(1, 2), ...offered.slice(0, 1), ...offered.slice(2)] : offered
}

const readable = (text: string): Period | null => {
  const read = parsePeriod(text)
  return read.ok ? read.value : null
}

/** Why a report cannot be about this period, or null. */
export const whyNotPeriod = (
  template: Pick<ReportTemplate, 'periods' | 'label'>,
  period: Period,
  today: string,
): Label | null => {
  if (!template.periods.includes(period.kind))
    return label(
      `${template.label.zh}不按${period.label.zh}这样的时期写。`,
      `${template.label.en} is not written for a period such as ${period.label.en}.`,
    )
  if (period.from > today) return label(`${period.label.zh}还没有开始。`, `${period.label.en} has not begun.`)
  return null
}

/** Why there is no public version, or null: nothing is published of a village (domain/10 section 6). */
export const whyNotPublic = (unit: { readonly level: string }): Label | null =>
  unit.level === 'V'
    ? label(
        '村(社区)一级的数字不公布,没有公开版。',
        'Figures of a village are not published: there is no public version.',
      )
    : null

/** Characters of the reason for which a report may be frozen although the check found something (domain/10 section 3). */
export const leastReason = 10

/** Why a report cannot be frozen now, or null. */
export const whyNotFreeze = (
  report: { readonly status: string; readonly own: boolean },
  period: Pick<Period, 'to' | 'label'>,
  today: string,
): Label | null => {
  if (report.status === 'frozen') return label('已经定稿。', 'It is frozen already.')
  if (!report.own) return label('由写材料的单位定稿。', 'The unit that writes the report freezes it.')
  if (period.to >= today)
    return label(
      `${period.label.zh}还没有结束,数字还会变。`,
      `${period.label.en} has not ended: its figures still change.`,
    )
  return null
}
