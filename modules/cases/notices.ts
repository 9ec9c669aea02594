import type { Label } from '#platform/text/label.ts'

/** Sentences of notices by key; none tells what a matter is about. */
export const noticeSentences = {
  assigned: { zh: '{by}把 {number} 交给了您。', en: '{by} assigned {number} to you.' },
  transferred: { zh: '{by}转来 {number}。', en: '{by} sent {number} to your unit.' },
  supervised: { zh: '{by}写明理由查看了 {number}。', en: '{by} opened {number}, stating a reason.' },
  breakGlass: { zh: '{by}紧急查看了 {number},请复核。', en: '{by} made an emergency view of {number}: please review.' },
  approvalAsked: { zh: '{by}送审 {number},等您批。', en: '{by} asks for approval on {number}.' },
  approvalAgreed: { zh: '{by}同意了 {number} 的送审。', en: '{by} agreed to your request on {number}.' },
  approvalReturned: { zh: '{by}退回了 {number} 的送审。', en: '{by} returned your request on {number}.' },
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
