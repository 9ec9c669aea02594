import { label, type Label } from '#platform/text/label.ts'

/** What a table of figures can be cut by: classes, sub-classes, channels, results, levels of the unit, months, units directly below. */
export const cuts = ['category1', 'category', 'channel', 'result', 'level', 'month', 'unit'] as const
export type Cut = (typeof cuts)[number]

/**
 * Why a figure has no number. Hidden by the rule for sensitive measures (mechanisms section 6.8): `small`, `covered`, `open`,
 * `period`, `place`, `cut`. Absent: `future` the period has not begun, `uncut` the measure is not counted by this dimension.
 */
export const withheldReasons = ['small', 'covered', 'open', 'period', 'place', 'cut', 'future', 'uncut'] as const
export type Withheld = (typeof withheldReasons)[number]

/** What stands in place of a number. */
export const withheldLabels: Readonly<Record<Withheld, Label>> = {
  small: label('<5(已隐去)', '<5 (hidden)'),
  covered: label('已隐去', 'hidden'),
  open: label('未关账,暂不公布', 'not released until the month is closed'),
  period: label('只按月、季、半年、年公布', 'released by month, quarter, half-year and year only'),
  place: label('县级以下不公布', 'not released below the county'),
  cut: label('不公布交叉分组', 'not released by several dimensions at once'),
  future: label('—(还没有到)', '— (not yet)'),
  uncut: label('—(不按此项统计)', '— (not counted by this)'),
}

/** Below this base a rate or a change is not given in percent (domain/10 section 5, K25). */
export const smallestBase = 10
