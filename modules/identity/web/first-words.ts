import { label, type Label } from '#platform/text/label.ts'
import { paths } from '#web/paths.ts'
import type { FirstThing } from '../first-day.ts'

/** Words of the first day. */
export const firstWords = {
  title: label('第一天做这几件', 'First things to do'),
  lead: label('做完的自己打勾;不想看就收起来。', 'What is done ticks itself; put it away when you like.'),
  go: label('去办', 'Go there'),
  away: label('收起来', 'Put away'),
  done: label('已做', 'done'),
  open: label('还没做', 'not yet'),
} as const satisfies Record<string, Label>

/** Each thing in words, and where it is done. */
export const firstSteps: Readonly<Record<FirstThing, { readonly what: Label; readonly to: string }>> = {
  phone: { what: label('写上您的办公电话,下一级急事好找您', 'Give the number of your desk'), to: paths.me },
  factor: { what: label('加上动态码,密码丢了也进不来', 'Add a second factor to your password'), to: paths.me },
  note: { what: label('记下第一件事:五样就够', 'Note a first matter: five things are enough'), to: paths.note },
  register: { what: label('登记第一件,先写她的原话', 'Register a first matter, her words first'), to: paths.register },
  accept: { what: label('打开一件,办它的下一步:受理', 'Open one and take its next step'), to: paths.matters },
  paper: {
    what: label('出一份受理告知书,看看纸上的样子', 'Make a notice of acceptance and look at it'),
    to: paths.matters,
  },
  search: { what: label('按拼音首字母找一个人(如 zgy)', 'Find somebody by initials (such as zgy)'), to: paths.search },
  approve: { what: label('批一件:点常用语,再点同意', 'Decide one: a phrase, then agree'), to: paths.approvals },
  records: {
    what: label('点开一个数字,看它是哪几件', 'Press a figure and see which matters it counts'),
    to: paths.figures,
  },
  report: { what: label('写一份半年材料', 'Begin a half-year report'), to: paths.reports },
  account: { what: label('给下级开通第一个账号', 'Open a first account below you'), to: paths.accounts },
  calendar: { what: label('导入下一年的休息日', 'Load the days off of next year'), to: paths.calendar },
  post: { what: label('给一个账号设岗位', 'Give an account its post'), to: paths.posts },
  chain: { what: label('校验一天的记录链', 'Prove the chain of one day'), to: paths.audit },
  record: { what: label('凭编号查一件:谁看过', 'Look up by its number who read a record'), to: paths.auditRecord },
}
