import { label, type Label } from '#platform/text/label.ts'

/** Words of the auditor's desk. */
export const words = {
  audit: label('审计', 'Audit'),
  record: label('查一条记录', 'Look up one record'),
  unusual: label('异常查看', 'Unusual looking'),
  unusualNone: label('没有待复核的异常查看。', 'No unusual looking waits for review.'),
  emergency: label('紧急查看待复核', 'Emergency views to review'),
  emergencyNone: label('没有待复核的紧急查看。', 'No emergency view waits for review.'),
  chain: label('链条校验', 'The chain'),
  changes: label('账号、区划和放假安排的变动', 'Changes of accounts, units and days off'),
  unusualHint: label(
    '有人短时间看了很多、夜里看、看别的单位的、一次下载一批,会自动列在这里,请您核实。',
    'Much looking in a short time, at night or into other units, and bulk downloads are listed here by themselves.',
  ),
  emergencyHint: label(
    '有人凭编号紧急查看时会立刻出现在这里,1 个工作日内复核。',
    'Whoever makes an emergency view stands here at once; review it within one workday.',
  ),
  changesHint: label(
    '开通账号、设岗位、绑手机、改区划都会自动记在这里。',
    'Opening accounts, giving posts, binding phones and changing units stand here by themselves.',
  ),
  chainHint: label(
    '有人开始用以后,每天的留痕自动封存成链,第二天就能在这里校验。',
    'Once people work, each day of the log is sealed into the chain and can be checked here.',
  ),
  recordHint: label(
    '有人打开、打印或查看完整这一条,都会在这里留下谁、什么时候、为什么。',
    'Whoever opens, prints or reveals it leaves here who, when and why.',
  ),
  changesNone: label('还没有变动。', 'Nothing was changed yet.'),
  showAll: label('连同已复核的', 'With those reviewed'),
  showOpen: label('只看待复核的', 'Only those to review'),
  what: label('情况', 'What'),
  who: label('谁', 'Who'),
  when: label('时间', 'When'),
  times: label('次数', 'Count'),
  reason: label('理由', 'Reason'),
  number: label('编号', 'Number'),
  review: label('复核', 'Review'),
  reviewTitle: label('复核:{what}', 'Review: {what}'),
  normal: label('属正常', 'In order'),
  act: label('需处理', 'To be acted on'),
  reviewed: label('{by}:{verdict}。{remark}', '{by}: {verdict}. {remark}'),
  reviewWhy: label(
    '写明核实的情况,例如问过谁、看了什么记录。不写求助人的姓名。',
    'Say what you found out: whom you asked, which record. Never the client’s name.',
  ),
  actWhy: label(
    '会通知最近的上级主席:谁的查看要处理。通知里不写是哪件事,也不写下面的说明。',
    'The nearest chair above is told whose looking is to be acted on. Neither the matter nor the words below stand in the notice.',
  ),
  told: label('已通知{names}。', '{names} told.'),
  toldNobody: label(
    '上面没有主席账号可以通知,请直接找她的单位。',
    'No chair above has an account: turn to her unit yourself.',
  ),
  comma: label('、', ', '),
  verdict: label('结论', 'Verdict'),
  account: label('账号', 'Account'),
  change: label('变动', 'Change'),
  by: label('经办', 'By'),
  day: label('日期', 'Day'),
  since: label('{day} 起', 'from {day}'),
  until: label('到 {day}', 'until {day}'),
  sealed: label('封存 {sealed} 条,{links} 环', '{sealed} rows sealed in {links} links'),
  check: label('校验这一天', 'Check this day'),
  checking: label('正在校验 {day}:已读 {rows} 条…', 'Checking {day}: {rows} rows read…'),
  checkedSound: label(
    '{day} 校验通过:{rows} 条,{links} 环({by},{at})',
    '{day} is whole: {rows} rows, {links} links ({by}, {at})',
  ),
  checkedFaulty: label(
    '{day} 发现 {faults} 处问题({by},{at})。请让管理员在服务器上运行 nuanjia verify audit 看明细,并保留现场。',
    '{day}: {faults} fault(s) ({by}, {at}). Have the administrator run nuanjia verify audit on the server, and keep everything as it is.',
  ),
  checkBroken: label(
    '{day} 的校验中断了,没有结果。请再校验一次;还不行,请让管理员看服务器日志。',
    'The check of {day} broke off without an outcome. Check it again; if it breaks off again, have the administrator look at the log of the server.',
  ),
  checksNone: label('还没有校验过。', 'Nothing was checked yet.'),
  chainNone: label('还没有封存的日子。', 'No day is sealed yet.'),
  recordLead: label(
    '输入完整编号,看谁在什么时候、因为什么看过。看不到内容和求助人。',
    'Type the whole number to see who looked at it, when and why. Neither content nor client is shown.',
  ),
  recordGo: label('查', 'Look up'),
  recordNone: label('还没有人看过。', 'Nobody has looked at it yet.'),
  action: label('做了什么', 'What was done'),
  refused: label('(被拒绝)', '(refused)'),
  help: label(
    '这里只有编号、账号和操作,没有求助人的姓名和内容。您自己的查看也有记录。',
    'Numbers, accounts and actions only, no names or contents of clients. Your own looking is on record as well.',
  ),
  helpLaw: label(
    '紧急查看应在 1 个工作日内复核;查看记录保存 3 年(网络安全法第 23 条不少于 6 个月)。',
    'Emergency views are reviewed within one workday; the log is kept three years (at least six months by the Cybersecurity Law, Art. 23).',
  ),
} as const satisfies Record<string, Label>

/** How a view outside one's team came about. */
export const purposes = {
  breakGlass: label('紧急查看', 'Emergency view'),
  supervise: label('督办查看', 'Supervision'),
  assist: label('协查查看', 'Assistance'),
} as const satisfies Record<string, Label>

/** The field that was uncovered. */
export const fields: Readonly<Record<string, Label>> = {
  name: label('姓名', 'name'),
  phone: label('电话', 'telephone'),
  idNumber: label('身份证号', 'ID number'),
  address: label('住址', 'address'),
  safeContact: label('安全联系方式', 'safe contact'),
}

/** What an administrator did. */
export const changeActions: Readonly<Record<string, Label>> = {
  'identity.openList': label('按名单开通', 'Opened from a list'),
  'identity.useSlip': label('凭领条设密码', 'Password set by a slip'),
  'identity.changePassword': label('本人改密码', 'Changed her own password'),
  'identity.phoneSlip': label('出绑定手机的图', 'Made a picture for binding a phone'),
  'identity.bindPhone': label('绑定手机', 'Phone bound'),
  'identity.dropPhone': label('解绑手机', 'Phone released'),
  'identity.setUp': label('设第一位管理员', 'First administrator'),
  'identity.openAccount': label('开通账号', 'Opened'),
  'identity.refusePost': label('岗位没有设', 'Post not given'),
  'identity.takeBackList': label('收回名单开通的账号', 'A list of accounts taken back'),
  'identity.withdrawSlip': label('作废领条', 'Slip withdrawn'),
  'identity.resetAccount': label('重置密码', 'Password reset'),
  'identity.releaseAccount': label('核对本人后放行', 'Released'),
  'identity.voidFactor': label('停用第二道验证并放行', 'Second factor taken off, released'),
  'identity.confirmFactor': label('本人启用第二道验证', 'Turned on her own second factor'),
  'identity.dropFactor': label('本人停用第二道验证', 'Dropped her own second factor'),
  'identity.setAccountStatus': label('停用或启用', 'Disabled or enabled'),
  'identity.givePost': label('设岗位', 'Post given'),
  'identity.endPost': label('结束岗位', 'Post ended'),
  'org.changeUnits': label('区划变动', 'Units changed'),
  'cases.loadCalendar': label('导入放假安排', 'Days off loaded'),
}

/** What became of an account, as the audit calls it. */
export const statuses: Readonly<Record<string, Label>> = {
  active: label('启用', 'enabled'),
  disabled: label('停用', 'disabled'),
}
