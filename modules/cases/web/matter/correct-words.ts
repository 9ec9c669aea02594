import { label, type Label } from '#platform/text/label.ts'

/** Words of 更正: of people, and of what a correction replaced. */
export const correctWords = {
  people: label('当事人', 'People'),
  fields: label('登记内容', 'What was registered'),
  person: label('更正 {who}', 'Correct {who}'),
  role: label('身份', 'Role'),
  stands: label('原来是 {what};不填就不变。', 'Now {what}; left empty it stays.'),
  empty: label('清空', 'Empty'),
  emptyOf: label('清空{what}', 'Empty: {what}'),
  emptied: label('将清空,原来的仍能在经过里查到。', 'Will be emptied; what stood stays in the timeline.'),
  kept: label('已填', 'given'),
  anonymous: label('匿名', 'Anonymous'),
  unclear: label('身份不清', 'Unclear'),
  fromId: label('{sex} · {birth} 出生 · {age} 岁', '{sex} · born {birth} · aged {age}'),
  remove: label('去掉这位', 'Take this person out'),
  keep: label('留着', 'Keep'),
  add: label('加{role}', 'Add: {role}'),
  changed: label('改了什么', 'What changed'),
  nothing: label('(空)', '(nothing)'),
  to: label('改为', 'to'),
  repeatOf: label('再次来访', 'Repeat'),
} as const satisfies Record<string, Label>
