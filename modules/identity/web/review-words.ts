import { label, type Label } from '#platform/text/label.ts'

/** Words of the list of accounts that are unused or more than needed. */
export const reviewWords = {
  title: label('账号检查', 'Accounts to look at'),
  why: label('为什么要看', 'Why it is here'),
  whyAdmin: label(
    '没人用的停用;权限过大的,请安全管理员结束多余的岗位。查看、导出只列次数,不列内容。',
    'Disable what nobody uses; the security administrator ends posts that are too many. Looking and exporting are counted, never shown.',
  ),
  whySecurity: label(
    '多余的岗位在〔岗位〕里结束;没人用的,请系统管理员停用。',
    'End posts that are too many under Posts; the system administrator disables what nobody uses.',
  ),
  whyAuditor: label(
    '没人用的请系统管理员停用,岗位过多的请安全管理员结束;看了什么在〔审计〕里查。',
    'Ask the system administrator to disable, the security administrator to end posts; what was looked at is under Audit.',
  ),
  all: label('全部({n})', 'All ({n})'),
  closeAll: label('停用 90 天没用的({n} 个)', 'Disable those unused for 90 days ({n})'),
  toPosts: label('去岗位', 'To posts'),
  noneHint: label(
    '每天看一次就够;30 天没用的、权限过大的会自动出现在这里。',
    'Once a day is enough: accounts unused for 30 days or more than needed appear by themselves.',
  ),
  none: label('都正常:没有久未使用或权限过大的账号。', 'All is well: no account unused for long or more than needed.'),
} as const satisfies Record<string, Label>
