import { label, type Label } from '#platform/text/label.ts'

/** Words of choosing a unit. */
export const orgWords = {
  pick: label('名称、拼音首字母或代码', 'Name, initials or code'),
  typeMore: label('再打一个字', 'Type one more character'),
  none: label(
    '没有“{query}”。可以打上一级的名称,或 6 位代码。',
    'No “{query}”. Try the unit above it, or its 6-digit code.',
  ),
  formerly: label('原 {name}', 'formerly {name}'),
  gone: label('已撤销', 'Abolished'),
} as const satisfies Record<string, Label>
