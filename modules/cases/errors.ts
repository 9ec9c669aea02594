import { defineErrors } from '#platform/errors/define.ts'

/** Errors of the case engine. */
export const casesErrors = defineErrors({
  'cases.unlawful': { status: 422, zh: '现在还不能{step}:{reason}', en: '“{step}” is not possible now: {reason}' },
  'cases.restricted': {
    status: 403,
    zh: '这件事限定知悉。确有工作需要,请写明理由申请查看,承办人会收到通知。',
    en: 'This matter is restricted. If your work needs it, state a reason; its owner will be told.',
  },
  'cases.readOnly': {
    status: 403,
    zh: '您凭理由查看这件事,只能看,不能办。请由承办人办理。',
    en: 'You opened this matter by a stated reason: you may read it, its team acts on it.',
  },
  'cases.kind': {
    status: 400,
    zh: '没有「{kind}」这类事项。请从登记页上选一类。',
    en: 'There is no kind “{kind}”: choose one on the page of registering.',
  },
  'cases.unit': { status: 422, zh: '不能转给这个单位:{reason}', en: 'It cannot go to this unit: {reason}' },
  'cases.post': {
    status: 422,
    zh: '不能交给这个岗位:不在本单位范围内,或已被要求回避。请换一位同事。',
    en: 'This post is outside the unit or has been excluded: choose another colleague.',
  },
  'cases.ownRequest': {
    status: 403,
    zh: '自己送审的不能自己批,请另一位同事批。',
    en: 'You cannot approve your own request; ask another colleague.',
  },
  'cases.decided': {
    status: 409,
    zh: '这一项已经批过,或已不用批。怎么办的,打开事项看经过。',
    en: 'This has already been decided or need not be: the matter tells how.',
  },
  'cases.requestGone': {
    status: 409,
    zh: '这一项已撤回,不用批了。原因在事项的经过里。',
    en: 'This request was withdrawn and waits no longer: the matter tells why.',
  },
  'cases.bookClosed': {
    status: 422,
    zh: '「{prefix}」{year} 年的编号簿已经封了,没有取号。要在今年发,请在〔编号簿〕里重新启用;明年 1 月 1 日起自动从 1 号编。',
    en: 'The number book “{prefix}” is closed for {year}: no number was taken. To send this year, take the book up again under Number books; from 1 January it begins at 1 by itself.',
  },
  'cases.file': { status: 422, zh: '文件没有收下:{reason}', en: 'The file was not accepted: {reason}' },
  'cases.notBelow': {
    status: 409,
    zh: '这件现在不在等下级办,不用催。刷新页面看现在的情况。',
    en: 'It does not wait for a unit below: nobody is to be urged. Reload to see how it stands.',
  },
  'cases.urged': {
    status: 409,
    zh: '今天已经催过,对方收到了通知。明天还没有动静可以再催,急的请打电话。',
    en: 'It was urged today and they were told. Urge again tomorrow, or ring them up.',
  },
  'cases.nothingLeft': {
    status: 409,
    zh: '这个岗位手上没有要移交的事,可以直接结束。',
    en: 'This post has nothing to hand over: it can simply end.',
  },
  'cases.handoverWord': {
    status: 409,
    zh: '这份清单不是{name}本人做的,还要她在〔移交〕里确认,或请安全管理员确认,然后才能接收。',
    en: '{name} did not make this list herself: she confirms it under “Handing over”, or the security administrator does, before it is taken over.',
  },
  'cases.handoverOver': {
    status: 409,
    zh: '这份移交清单已经接收或撤回。刷新页面看现在的情况。',
    en: 'This hand-over was taken over or withdrawn: reload to see how it stands.',
  },
  'cases.handoverOwnPost': {
    status: 403,
    zh: '正在代别人办事,移交要回到自己的岗位再办。',
    en: 'You are standing in for somebody: hand over in your own post.',
  },
  'cases.breakGlass': {
    status: 404,
    zh: '没有找到这个编号,或今天的紧急查看次数(3 次)已用完。',
    en: 'No such number, or today’s three emergency views are used up.',
  },
  'cases.once': {
    status: 409,
    zh: '这位本期已经办过一次「{kind}」。请先核对原来的记录。',
    en: 'This person already has one “{kind}” in this period. Check the earlier record.',
  },
  'cases.draftElsewhere': {
    status: 409,
    zh: '这份草稿刚在别的窗口或设备上存过,没有覆盖它。请选用哪一份。',
    en: 'This draft was just saved in another window or on another device and was not written over. Choose which one to use.',
  },
  'cases.notDialled': {
    status: 422,
    zh: '不能从这里拨打:{reason}',
    en: 'She cannot be rung up from here: {reason}',
  },
  'cases.damaged': {
    status: 500,
    zh: '这条记录的内容打不开({reason}),其余记录不受影响。请把编号告诉管理员。',
    en: 'The content of this record cannot be opened ({reason}); others are not affected. Give its number to the administrator.',
  },
})
