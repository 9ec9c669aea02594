import { label, type Label } from '#platform/text/label.ts'
import type { Entry } from './page.ts'

/** The nine entries, two characters each (experience section 1). */
export const entryWords: Readonly<Record<Entry, Label>> = {
  today: label('今天', 'Today'),
  matters: label('事项', 'Matters'),
  visits: label('走访', 'Visits'),
  people: label('人员', 'People'),
  registers: label('名册', 'Registers'),
  activities: label('活动', 'Activities'),
  funds: label('款物', 'Funds'),
  figures: label('统计', 'Figures'),
  papers: label('材料', 'Papers'),
}

/** Words of the shell. */
export const words = {
  house: label('暖家', 'Nuanjia'),
  tagline: label('妇联干部的工作台', 'The working desk of the Women’s Federation'),
  skip: label('跳到正文', 'Skip to content'),
  navigation: label('主菜单', 'Main menu'),
  tabs: label('本栏页面', 'Pages of this entry'),
  demo: label(
    '演示:这里的人和事都是虚构的,请不要填写真实信息。',
    'Demonstration: all people and matters here are invented. Please enter nothing real.',
  ),
  making: label(
    '演示城市正在生成,一两分钟后齐全。在那之前,待办和数字还不全。',
    'The demonstration city is being made and is complete in a minute or two. Until then lists and figures are not whole.',
  ),
  unclassified: label(
    '非涉密系统:不得录入、存储国家秘密。',
    'Not a classified system: state secrets must not be entered or stored.',
  ),
  offline: label(
    '没有连上服务器。您填写的内容还在,连上后接着办。',
    'The server cannot be reached. What you typed is kept; go on once it is back.',
  ),
  tooOld: label(
    '系统刚升级过,这个页面是旧的。填写的内容已存成草稿。',
    'The system has been upgraded and this page is old. What you typed is kept as a draft.',
  ),
  reload: label('请刷新', 'Reload'),
  inChat: label(
    '正在聊天软件里打开。请点右上角“…”,选“在浏览器打开”。',
    'Opened inside a chat app. Choose “…” at the top right, then “open in browser”.',
  ),
  search: label('查找', 'Search'),
  searchHint: label('编号、姓名、拼音首字母、手机尾号、数字', 'Number, name, initials, last 4 of a phone, figure'),
  searchPages: label('找页面,例如 统计', 'A page, such as Figures'),
  searchHintShort: label('找人、找编号', 'Person or number'),
  searchNone: label(
    '没有找到。可以换个写法:全名、拼音首字母(如 zgy)、手机尾号四位;问数字写类别,如 家暴、办结率。限定知悉的只认编号、全名和号码。',
    'Nothing found. Try the full name, initials (such as zgy) or the last four digits of a phone; for a figure its class. Restricted matters are found by number, full name, phone or ID only.',
  ),
  searchMore: label('还有 {n} 件,到查找页看', '{n} more, on the search page'),
  figuresFound: label('数字', 'Figures'),
  unitsFound: label('单位', 'Units'),
  searching: label('正在找…', 'Searching…'),
  found: label('找到 {n} 条', '{n} found'),
  pages: label('页面', 'Pages'),
  matters: label('事项', 'Matters'),
  restricted: label('限定知悉', 'Restricted'),
  register: label('登记', 'Register'),
  note: label('记一笔', 'Note'),
  notices: label('通知', 'Notices'),
  noticesUnread: label('通知,{n} 条未读', 'Notices, {n} unread'),
  noticesNone: label(
    '还没有通知。有人交办、催办、答复时会出现在这里。',
    'No notices yet. When something is assigned, urged or answered it appears here.',
  ),
  noticesRead: label('全部已读', 'Mark all read'),
  noticesAll: label('更早的通知', 'Earlier notices'),
  unread: label('未读', 'Unread'),
  help: label('帮助', 'Help'),
  helpAll: label('全部帮助', 'All help'),
  above: label('上一级找谁', 'Whom to ask one level up'),
  aboveNone: label('上一级还没有人开通账号。', 'Nobody one level up has an account yet.'),
  aboveNoPhone: label(
    '办公电话还没有填。请对方在〔我的〕里填上。',
    'The number of the desk is not given yet; it is entered under “Me”.',
  ),
  helpNone: label('这一页没有另外的说明。', 'There is no further help for this page.'),
  keys: label('快捷键', 'Shortcuts'),
  keySearch: label('查找', 'Search'),
  keyRegister: label('登记', 'Register'),
  keyHelp: label('帮助', 'Help'),
  keyClose: label('关闭', 'Close'),
  posts: label('岗位', 'Post'),
  postOf: label('{unit} · {title}', '{unit} · {title}'),
  me: label('我的', 'Me'),
  otherLanguage: label('EN', '中文'),
  otherLanguageName: label('Switch to English', '换成中文'),
  loading: label('正在打开…', 'Opening…'),
  broken: label('这一页没有打开。', 'This page did not open.'),
  brokenWhy: label(
    '可能是网络断了一下,也可能是系统刚升级。请刷新;填写的内容还在草稿里。',
    'The network may have dropped, or the system was just upgraded. Reload; what you typed is in your drafts.',
  ),
  lost: label('没有这一页', 'No such page'),
  lostWhy: label(
    '地址不对,或者当前岗位没有这项工作。',
    'The address is wrong, or this post does not include this work.',
  ),
  toToday: label('回到今天', 'Back to Today'),
  close: label('关闭', 'Close'),
  uploadCut: label('没有连上服务器,文件没有传完。', 'The server was not reached; the file is not complete.'),
} as const satisfies Record<string, Label>
