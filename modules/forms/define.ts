import { label, type Label } from '#platform/text/label.ts'

/** Words about the form itself that a cell can hold. */
export const formWords = ['unit', 'period', 'today', 'by'] as const
export type FormWord = (typeof formWords)[number]

export const formWordLabels: Readonly<Record<FormWord, Label>> = {
  unit: label('填报单位', 'Unit that reports'),
  period: label('时期', 'Period'),
  today: label('填报日期', 'Date'),
  by: label('填报人', 'Filled in by'),
}

/** Columns of a list of matters, as the person's own lists show them: names masked, restricted ones without title. */
export const listColumns = [
  'serial',
  'number',
  'openedAt',
  'channel',
  'category',
  'title',
  'who',
  'persons',
  'status',
  'closedAt',
  'result',
  'unit',
  'owner',
] as const
export type ListColumn = (typeof listColumns)[number]

export const listColumnLabels: Readonly<Record<ListColumn, Label>> = {
  serial: label('序号', 'No.'),
  number: label('编号', 'Number'),
  openedAt: label('收件时间', 'Received at'),
  channel: label('渠道', 'Channel'),
  category: label('类别', 'Class'),
  title: label('标题', 'Title'),
  who: label('姓名(已隐去)', 'Name (masked)'),
  persons: label('人数', 'Persons'),
  status: label('状态', 'State'),
  closedAt: label('结束时间', 'Closed at'),
  result: label('结果', 'Result'),
  unit: label('单位', 'Unit'),
  owner: label('承办人', 'Owner'),
}

/** What of a figure a cell shows: the period itself, the same months a year earlier (去年同期), or the change since then. */
export const figureShows = ['period', 'lastYear', 'change', 'changePercent'] as const
export type FigureShows = (typeof figureShows)[number]

export const figureShowsLabels: Readonly<Record<FigureShows, Label>> = {
  period: label('本期', 'This period'),
  lastYear: label('上年同期', 'Same period last year'),
  change: label('比上年同期增减(数)', 'Change since last year, in numbers'),
  changePercent: label('比上年同期增减(%)', 'Change since last year, in percent'),
}

/** Most classes counted together in one cell. */
export const mostClasses = 40
