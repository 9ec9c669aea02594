import { defineErrors } from '#platform/errors/define.ts'

/** Errors of signing in and of accounts. */
export const identityErrors = defineErrors({
  'identity.wrong': {
    status: 401,
    zh: '用户名或密码不对。再错 {left} 次将暂停 15 分钟。',
    en: 'Wrong user name or password. {left} more and sign-in pauses for 15 minutes.',
  },
  'identity.passwordWrong': {
    status: 401,
    zh: '现在的密码不对。再错 {left} 次将暂停登录 15 分钟。',
    en: 'Your present password is wrong. {left} more and sign-in pauses for 15 minutes.',
  },
  'identity.locked': {
    status: 429,
    zh: '错误次数太多,请在 {minutes} 分钟后再试,或请上一级重置密码。',
    en: 'Too many mistakes. Try again in {minutes} minutes, or ask the level above for a reset.',
  },
  'identity.codeNeeded': {
    status: 401,
    zh: '请再输入验证器上的 6 位数字。',
    en: 'Now enter the 6 digits from your authenticator.',
  },
  'identity.codeWrong': {
    status: 401,
    zh: '6 位数字不对或已用过。请等下一组数字再输;一直不对,请把手机时间改成自动设置。',
    en: 'The 6 digits are wrong or used. Wait for the next ones; if they stay wrong, let the phone set its time itself.',
  },
  'identity.weak': {
    status: 400,
    zh: '新密码不够安全,请按提示改。',
    en: 'The new password is too weak: see the hints.',
  },
  'identity.noPost': {
    status: 403,
    zh: '这个账号还没有岗位。请{who}在〔岗位〕里设置。',
    en: 'This account has no post yet. Ask {who} to give it one.',
  },
  'identity.postEnded': {
    status: 403,
    zh: '您的岗位「{title}」已于 {day} 结束。还要继续工作的,请{who}设新的岗位。',
    en: 'Your post “{title}” ended on {day}. To go on working, ask {who} for a new one.',
  },
  'identity.postComing': {
    status: 403,
    zh: '您的岗位「{title}」从 {day} 开始,到时再登录;要提前的,请{who}调整。',
    en: 'Your post “{title}” begins on {day}: sign in then, or ask {who}.',
  },
  'identity.placeGone': {
    status: 403,
    zh: '您岗位所在的{unit}已于 {day} 撤销{successor}。请{who}设新的岗位。',
    en: '{unit}, where your post is, ended on {day}{successor}. Ask {who} for a new post.',
  },
  'identity.held': {
    status: 403,
    zh: '密码刚重置过,还要安全管理员当面核对您本人后放行。请带证件找本单位或上级的安全管理员。',
    en: 'The password was reset: a security administrator must see you in person and release the account first.',
  },
  'identity.secondPerson': {
    status: 403,
    zh: '谁重置的密码,不能自己放行。请另一位安全管理员当面核对后放行。',
    en: 'Who reset a password cannot release it: another security administrator does, in person.',
  },
  'identity.ownAccount': {
    status: 403,
    zh: '不能改自己的账号和岗位。请另一位管理员办;改密码在〔我的〕。',
    en: 'Nobody changes her own account or posts here: ask another administrator; the password is changed under “Me”.',
  },
  'identity.postHasWork': {
    status: 409,
    zh: '这个岗位手上还有 {matters} 件事、{requests} 件等批。请她先做〔移交清单〕,接收后再结束。等不及的,勾选〔有事在手也结束〕:留下的没有人接手,由主席交办。',
    en: 'This post still has {matters} matter(s) in hand and {requests} request(s) waiting. She makes a hand-over list first; it ends once that is taken over. If that cannot wait, tick “End it with work in hand”: what is left has no owner and the chair gives it out.',
  },
  'identity.taken': {
    status: 409,
    zh: '用户名 {username} 已有人用,请换一个。',
    en: 'User name {username} is taken: choose another.',
  },
  'identity.notEmpty': { status: 409, zh: '系统已经设置过管理员。', en: 'An administrator has already been set up.' },
})
