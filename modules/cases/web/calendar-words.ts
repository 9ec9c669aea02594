import { label, type Label } from '#platform/text/label.ts'

/** Words of the page of days off. */
export const calendarWords = {
  title: label('放假安排', 'Days off'),
  help: label(
    '期限按这里的休息日和调休上班日算。国务院办公厅每年秋天发下一年的通知,发了就导入。',
    'Deadlines count by these days. The notice of the next year comes every autumn: load it then.',
  ),
  helpLaw: label(
    '对整个系统生效;导入时没写的日子不变。审计员看得到是谁导入的。',
    'They hold for the whole system; days not named stay. The auditor sees who loaded them.',
  ),
  year: label('年份', 'Year'),
  unpublished: label(
    '{year} 年的通知还没有导入齐(有国庆节才算齐)。跨到这一年的期限先按周末和法定节日估算,导入后自动重算。',
    'The notice of {year} is not loaded as far as its National Day. Deadlines into it are estimates and are counted again by themselves.',
  ),
  noneHint: label(
    '国务院办公厅一般在十一、十二月发下一年的通知。把每天一行贴到上面的框里,点〔导入通知〕。',
    'The notice of the coming year usually comes in November or December: paste it above, a day a line, and load it.',
  ),
  none: label('这一年没有特别的日子。', 'No special days in this year.'),
  date: label('日期', 'Day'),
  kind: label('休息还是上班', 'Off or work'),
  OFF: label('休息', 'Off'),
  WORK: label('上班', 'Work'),
  HALF_F: label('妇女放假半天', 'Half a day off for women'),
  name: label('名称', 'Name'),
  source: label('依据', 'Notice'),
  load: label('导入通知', 'Load a notice'),
  lines: label(
    '每行一天:日期,休息或上班,名称,依据。可以从表格里整块粘贴。',
    'One day a line: date, OFF or WORK, name, notice. A block of a spreadsheet can be pasted.',
  ),
  sample: label(
    '2028-01-01,休息,元旦,国办发明电〔2027〕0号\n2028-01-08,上班,元旦调休,国办发明电〔2027〕0号',
    '2028-01-01,OFF,New Year,notice of 2027\n2028-01-08,WORK,New Year,notice of 2027',
  ),
  done: label(
    '已导入 {days} 天({years} 年)。原来估算的期限会自动重算。',
    '{days} days loaded ({years}). Deadlines that were estimates are counted again by themselves.',
  ),
  comma: label('、', ', '),
} as const satisfies Record<string, Label>
