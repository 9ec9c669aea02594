import { label, type Label } from '#platform/text/label.ts'

/** Words of the lists: today, matters, approvals, search, notices. */
export const words = {
  today: label('今天', 'Today'),
  forMe: label('等我的', 'Waiting for me'),
  forOthers: label('等别人的', 'Waiting for others'),
  approvals: label('待我批', 'For my approval'),
  overdue: label('超期', 'Overdue'),
  dueSoon: label('快到期', 'Due soon'),
  received30: label('近 30 天收到', 'Received in 30 days'),
  todayLead: label('{date} · {unit}', '{date} · {unit}'),
  todayNone: label('今天没有等您办的事。', 'Nothing waits for you today.'),
  todayReads: label(
    '有人送审、交办、催办时会出现在这里。',
    'What is sent for approval, assigned or urged appears here.',
  ),
  todayNoneHint: label(
    '有人来访、来电,点〔登记〕先记下她的话;上级交办和村里报来的会自动出现在这里。',
    'When someone comes or calls, press “Register” and write down her words first. What is assigned to you appears here by itself.',
  ),
  othersNone: label('没有在等别人的事。', 'You are waiting for nobody.'),
  approvalsNone: label('没有等您批的事。', 'Nothing waits for your approval.'),
  approvalsNoneHint: label(
    '承办人送审延长、答复时会出现在这里,手机上也能批。',
    'When a colleague asks for an extension or a reply to be approved it appears here, on your phone too.',
  ),
  approvalsGo: label('{n} 件等您批', '{n} waiting for your approval'),
  red: label('有人有危险时', 'When someone is in danger'),
  redCall: label('打 110', 'Call 110'),
  redTown: label('镇里值班', 'Town on duty'),
  redStreet: label('街道值班', 'Street on duty'),
  redHotline: label('热线 12338', 'Hotline 12338'),
  redWhy: label('先保证人安全,后登记。没有网络也能打。', 'Safety first, papers later. Works without a network.'),

  matters: label('事项', 'Matters'),
  tabOpen: label('在办', 'In hand'),
  tabMine: label('我的', 'Mine'),
  tabBelow: label('转出', 'Sent down'),
  tabShared: label('协办', 'Shared with me'),
  tabDecided: label('待归档', 'Decided'),
  tabClosed: label('办结', 'Closed'),
  tabAll: label('全部', 'All'),
  tabDue: label('到期', 'By due date'),
  filters: label('筛选', 'Filter'),
  filtersOn: label('筛选({n})', 'Filter ({n})'),
  clearFilters: label('不筛选', 'Clear filters'),
  kind: label('种类', 'Kind'),
  allKinds: label('全部种类', 'All kinds'),
  category: label('类别', 'Class'),
  channel: label('渠道', 'Channel'),
  status: label('状态', 'State'),
  from: label('收到不早于', 'Received from'),
  to: label('收到不晚于', 'Received to'),
  within: label('下级单位', 'Unit below'),
  any: label('不限', 'Any'),
  who: label('当事人', 'Person'),
  title: label('摘要', 'Summary'),
  received: label('收到', 'Received'),
  due: label('期限', 'Due'),
  unit: label('单位', 'Unit'),
  owner: label('承办', 'Handled by'),
  next: label('下一步', 'Next'),
  restricted: label('限定知悉', 'Restricted'),
  persons: label('{n} 人', '{n} people'),
  noOwner: label('还没有承办人', 'Nobody yet'),
  waitsApproval: label('等批', 'Waiting for approval'),
  waitsBelow: label('等下级', 'Waiting for the unit below'),
  waitsOutside: label('等外单位', 'Waiting for another body'),
  more: label('更多', 'More'),
  shown: label('已显示 {n} 件', '{n} shown'),
  shownAll: label('共 {n} 件', '{n} in all'),
  mattersNone: label('还没有事项。', 'There are no matters yet.'),
  mattersNoneHint: label(
    '点〔登记〕记下第一件,或在〔导入〕里把去年的表拖进来。',
    'Press “Register” for the first one, or drop last year’s sheet under “Import”.',
  ),
  mattersNoneHere: label('这一栏现在是空的(0 件)。', 'This tab is empty (0).'),
  mattersNoneFound: label('没有符合这些条件的事项(0 件)。', 'No matter meets these conditions (0).'),
  mattersNoneFoundHint: label('放宽日期或类别,或点〔不筛选〕。', 'Widen the dates or the class, or clear the filters.'),
  mattersFailed: label('暂时取不到事项。', 'The list cannot be fetched now.'),
  retry: label('再试一次', 'Try again'),
  register: label('登记', 'Register'),
  breakGlass: label('紧急查看', 'Emergency view'),

  agree: label('同意', 'Agree'),
  sendBack: label('退回', 'Return'),
  asksFor: label('申请:{what}', 'Asks for: {what}'),
  asksBy: label('{who} · {at} 送审', '{who} · asked {at}'),
  remark: label('批示(可不写)', 'Remark (optional)'),
  remarkReturn: label('退回原因', 'Why it is returned'),
  ownRequest: label(
    '自己送审的不能自己批,请请另一位同事批。',
    'You cannot approve your own request; ask another colleague.',
  ),
  agreed: label('已同意', 'Agreed'),
  returned: label('已退回', 'Returned'),
  decidedJust: label('{number} {decision}。', '{number}: {decision}.'),
  cancel: label('取消', 'Cancel'),
  /** Between the names of a list. */
  comma: label('、', ', '),

  search: label('查找', 'Search'),
  searchFor: label('找「{q}」', 'Search for “{q}”'),
  searchLead: label(
    '编号、姓名、拼音首字母、手机号、身份证号、手机尾号四位、摘要里的词都可以。',
    'A number, a name, initials, a phone, an ID number, the last four digits, or words of a summary.',
  ),
  searchNone: label('没有找到「{q}」。', 'Nothing found for “{q}”.'),
  searchNoneHint: label(
    '换个写法试试:全名、拼音首字母(如 zgy)、手机尾号四位。不在您工作范围内的也查不到。',
    'Try the full name, initials (such as zgy), or the last four digits of a phone. What is outside your range is not found either.',
  ),
  foundBy: label('按{how}找到 {n} 件', '{n} found by {how}'),

  notices: label('通知', 'Notices'),
  moreNotices: label('更早的通知', 'Earlier notices'),
  noticesNone: label('还没有通知。', 'No notices yet.'),
  noticesNoneHint: label(
    '有人交给您、催办、批复,或看了您限定知悉的事项,都会在这里告诉您。',
    'You are told here when something is given to you, urged, approved, or when a restricted matter of yours is opened.',
  ),
  markRead: label('全部已读', 'Mark all read'),
  unread: label('未读', 'Unread'),

  breakLead: label(
    '只凭准确编号,两小时内有效,一天最多 3 次。承办人、主管和审计员都会收到通知。',
    'By the exact number only, for two hours, at most three a day. The owner, the supervisor and the auditor are told.',
  ),
  breakNumber: label('准确编号', 'Exact number'),
  breakReason: label('为什么现在必须看', 'Why it must be seen now'),
  breakGo: label('紧急查看', 'Open now'),
} as const satisfies Record<string, Label>

/** How a search found what it shows. */
export const howWords: Readonly<Record<string, Label>> = {
  number: label('编号', 'number'),
  idNumber: label('身份证号', 'ID number'),
  phone: label('电话', 'phone'),
  lastFour: label('手机尾号', 'last four digits'),
  name: label('姓名', 'name'),
  pinyin: label('拼音首字母', 'initials'),
  text: label('文字', 'words'),
  none: label('', ''),
}

/** Phrases a leader returns a request with, so that a remark costs one tap. */
export const returnPhrases: readonly Label[] = [
  label('请补充事实依据。', 'Please add the facts it rests on.'),
  label('请再和当事人核实。', 'Please check with the person again.'),
  label('请完善答复文字。', 'Please improve the wording.'),
]
/** Phrases a leader agrees with. */
export const agreePhrases: readonly Label[] = [
  label('同意。', 'Agreed.'),
  label('同意,请做好回访。', 'Agreed; please follow up.'),
  label('同意,注意保护隐私。', 'Agreed; mind her privacy.'),
]
