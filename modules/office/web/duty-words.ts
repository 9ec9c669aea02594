import { label, type Label } from '#platform/text/label.ts'

/** Words of the duty roster (值班表). */
export const dutyWords = {
  title: label('值班表', 'Duty roster'),
  month: label('月份', 'Month'),
  copy: label('照抄上个月', 'Copy last month'),
  print: label('打印', 'Print'),
  save: label('存', 'Save'),
  saved: label('已存。', 'Saved.'),
  nothingChanged: label(
    '还没有改动。名字后面可以写电话;同事写名字就行。',
    'Nothing changed yet. A number may follow the name; of colleagues the name will do.',
  ),
  day: label('日期', 'Day'),
  hours: label('{from} 点至 {to} 点', '{from}:00 to {to}:00'),
  off: label('休息', 'off'),
  away: label('{name}这天请了代班,请换一位。', '{name} has somebody stand in that day: choose another.'),
  weekdays: [
    label('周日', 'Sun'),
    label('周一', 'Mon'),
    label('周二', 'Tue'),
    label('周三', 'Wed'),
    label('周四', 'Thu'),
    label('周五', 'Fri'),
    label('周六', 'Sat'),
  ] as readonly Label[],
  today: label('今天值班', 'On duty now'),
  todayNone: label('现在没有排班。', 'Nobody is on the roster now.'),
  open: label('看值班表', 'See the roster'),
} as const
