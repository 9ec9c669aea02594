import { label, type Label } from '#platform/text/label.ts'

/** Words of the duty roster (值班表). */
export const dutyWords = {
  title: label('值班表', 'Duty roster'),
  month: label('月份', 'Month'),
  thisDay: label('今天', 'Today'),
  none: label(
    '这个月还没有排班。写上名字再存,排到的人当天会在今天看到,下级拨打的也是这里的值班电话;没有排班时,用上一级的。',
    'Nobody is set for this month yet. Type names and save: whoever is on sees it that day, and those below dial the number here; without one, that of the level above.',
  ),
  noneHere: label(
    '这个月没有排班。要找值班的人,看今天首页的值班电话:本单位没有,就是上一级的。',
    'Nobody is set for this month. Today’s page has the number on duty: without one here, that of the level above.',
  ),
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
  lead: label(
    '像表格一样填:方向键、复制粘贴、Ctrl+D 向下填、Ctrl+Z 撤回。从 WPS 复制一个月,从第一天的日期格粘贴。',
    'Type as in a sheet: arrows, copy and paste, Ctrl+D fills down, Ctrl+Z undoes. Copy a month from WPS and paste it at the date of its first day.',
  ),
  otherDays: label(
    '粘贴的日期和这里的对不上:粘的是 {pasted} 日,这一行是 {here} 日。没有填入,请从同一天的日期格粘贴。',
    'The pasted days are not those here: {pasted} against {here}. Nothing was filled in: paste at the same day.',
  ),
  noPhone: label(
    '{name} 没有电话:名字后面写上号码,同事可以在〔我的〕里填办公电话。',
    '{name} has no number: write it behind the name; colleagues enter theirs under “Me”.',
  ),
  twice: label(
    '{name} 这天排了两班,请核对;确是这样,就不用改。',
    '{name} is on two shifts that day: check it, or leave it if it is so.',
  ),
  afterNight: label(
    '{name} 前一天值夜班或全天,接着又上班,请核对;确是这样,就不用改。',
    '{name} was on duty the night before: check it, or leave it if it is so.',
  ),
  colleagues: label('同事写名字就行:{names}。', 'Of colleagues the name will do: {names}.'),
  comma: label('、', ', '),
  dayOf: label('日', 'Day'),
  conflicts: label('有 {n} 格要核对:', '{n} cell(s) to check:'),
  conflictAt: label('{day} 日{shift}:{why}', '{day}, {shift}: {why}'),
  conflictsMore: label('还有 {n} 格,点红格看原因。', '{n} more: the reason stands under the grid.'),
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
  todayNone: label(
    '现在没有排班。点〔看值班表〕排上,下级急事就打得到值班的人。',
    'Nobody is on the roster now. Write it under “See the roster”: those below then reach whoever is on duty.',
  ),
  todayNoneYet: label(
    '现在没有排班。请单位的主席或权益干部排上。',
    'Nobody is on the roster now: the chair or the rights officer of the unit writes it.',
  ),
  open: label('看值班表', 'See the roster'),
} as const
