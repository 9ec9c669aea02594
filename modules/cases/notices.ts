import type { Label } from '#platform/text/label.ts'

/** Sentences of notices by key; none tells what a matter is about. */
export const noticeSentences = {
  assigned: { zh: '{by}把 {number} 交给了您。', en: '{by} assigned {number} to you.' },
  handedOver: { zh: '{by}移交的 {n} 件到了您手上。', en: '{n} matter(s) {by} handed over are yours now.' },
  handoverAsked: {
    zh: '{by}替{name}做了移交清单,交给{to}。本人在〔移交〕里确认后才能接收;不知情的,请告诉安全管理员和审计员。',
    en: '{by} made a hand-over list for {name}, to {to}. It waits for her own word under “Handing over”; if she knows nothing of it, tell the security administrator and the auditor.',
  },
  handoverTaken: { zh: '{by}接收了{name}移交的 {n} 件。', en: '{by} took over {n} matter(s) of {name}.' },
  deputyNamed: {
    zh: '{by}提出由{deputy}代{name}({from} 起),等主席或安全管理员同意。不知情的,请马上告诉安全管理员。',
    en: '{by} named {deputy} to stand in for {name} from {from}; the chair or the security administrator has to accept. If you know nothing of it, tell the security administrator at once.',
  },
  deputyAccepted: {
    zh: '{by}同意了由{deputy}代{name},{from} 起。',
    en: '{by} accepted that {deputy} stands in for {name} from {from}.',
  },
  deputyEnded: { zh: '{by}结束了{deputy}代{name}。', en: '{by} ended that {deputy} stands in for {name}.' },
  transferred: { zh: '{by}转来 {number}。', en: '{by} sent {number} to your unit.' },
  transferredUrgent: {
    zh: '紧急:{by}转来 {number},请马上看。',
    en: 'Urgent: {by} sent {number} to your unit; please look at once.',
  },
  urged: { zh: '{by}催办 {number}。', en: '{by} urges you on {number}.' },
  supervised: { zh: '{by}写明理由查看了 {number}。', en: '{by} opened {number}, stating a reason.' },
  breakGlass: { zh: '{by}紧急查看了 {number},请复核。', en: '{by} made an emergency view of {number}: please review.' },
  approvalAsked: { zh: '{by}送审 {number},等您批。', en: '{by} asks for approval on {number}.' },
  approvalAgreed: { zh: '{by}同意了 {number} 的送审。', en: '{by} agreed to your request on {number}.' },
  approvalReturned: { zh: '{by}退回了 {number} 的送审。', en: '{by} returned your request on {number}.' },
  excluded: { zh: '{by}给 {number} 设了「不让知道」。', en: '{by} kept someone from {number}.' },
  lifted: { zh: '{by}解除了 {number} 的一项「不让知道」。', en: '{by} lifted an exclusion of {number}.' },
  accountReset: {
    zh: '{by}重置了{name}的密码。不是本人要求的,请马上告诉安全管理员和审计员。',
    en: '{by} reset the password of {name}. If she did not ask for it, tell the security administrator and the auditor at once.',
  },
  accountReleased: { zh: '{by}当面核对后放行了{name}的账号。', en: '{by} released the account of {name}.' },
  accountFactorOff: {
    zh: '{by}停用了{name}的第二道验证并放行账号。不是本人要求的,请马上告诉审计员。',
    en: '{by} took the second factor off {name} and released the account. If she did not ask for it, tell the auditor at once.',
  },
  phoneBound: {
    zh: '{name}绑定了一部手机:{phone}。不是本人绑的,请马上在〔我的〕解绑并改密码。',
    en: '{name} bound a phone: {phone}. If it was not you, release it under “Me” at once and change your password.',
  },
  phoneDropped: {
    zh: '{by}解绑了{name}的手机:{phone}。它的登录都已退出。',
    en: '{by} released a phone of {name}: {phone}. Its sign-ins have ended.',
  },
  phoneReleased: {
    zh: '{phone} 上连续输错 5 次,已自动解绑。不是本人输的,请改密码并告诉上一级。',
    en: 'Five wrong tries on {phone}: it was released. If it was not you, change your password and tell the level above.',
  },
  accountDisabled: { zh: '{by}停用了{name}的账号。', en: '{by} disabled the account of {name}.' },
  accountEnabled: { zh: '{by}启用了{name}的账号。', en: '{by} enabled the account of {name}.' },
  postGiven: { zh: '{by}给{name}设了岗位。', en: '{by} gave {name} a post.' },
  postEnded: { zh: '{by}结束了{name}的一个岗位。', en: '{by} ended a post of {name}.' },
  postLeft: {
    zh: '{name}的岗位({titleZh})已经结束或停用,手上还有 {n} 件没办完。请在今天的〔无人接手〕里移交。',
    en: 'The post of {name} ({titleEn}) has ended or was closed with {n} matter(s) in hand: hand them over.',
  },
  postOver: {
    zh: '{name}的岗位({titleZh})已经结束或停用,手上没有要移交的事。',
    en: 'The post of {name} ({titleEn}) has ended or was closed; nothing was left in hand.',
  },
  reviewAct: {
    zh: '{by}复核后认为{name}的查看需要处理。请当面问清情况,把结果告诉审计员。',
    en: '{by} reviewed what {name} looked at: it is to be acted on. Ask her in person and tell the auditor how it ended.',
  },
  clockHalf: { zh: '{number} 距{clockZh}到期还剩 {days} 天。', en: '{number}: {days} day(s) left for “{clockEn}”.' },
  clockSoon: {
    zh: '{number} 距{clockZh}到期还剩 {days} 天,请抓紧。',
    en: '{number}: only {days} day(s) left for “{clockEn}”.',
  },
  clockToday: { zh: '{number} 的{clockZh}今天到期。', en: '{number}: “{clockEn}” is due today.' },
  clockOver: { zh: '{number} 的{clockZh}已经到期,请尽快办。', en: '{number}: “{clockEn}” is overdue; please act now.' },
  clockSupervise: {
    zh: '{unit}的 {number} {clockZh}已经到期,请督促。',
    en: '{number} of {unit}: “{clockEn}” is overdue; please follow up.',
  },
} as const satisfies Record<string, Label>

/** The sentence of a notice with its values filled in. */
export const noticeText = (key: string, vars: Readonly<Record<string, string>>): Label => {
  const sentence: Label = noticeSentences[key as keyof typeof noticeSentences] ?? {
    zh: '{number} 有新情况。',
    en: 'There is news on {number}.',
  }
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => vars[name] ?? '')
  return { zh: fill(sentence.zh), en: fill(sentence.en) }
}
