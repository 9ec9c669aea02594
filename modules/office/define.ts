import { label, type Label } from '#platform/text/label.ts'

/** The steps and fields that have phrases (常用语): a closed list, so that a phrase stands where it makes sense. A step of a kind names its own. */
export const phrasePlaces = {
  agree: label('同意时的批示', 'Remark when agreeing'),
  giveBack: label('退回原因', 'Why a request is returned'),
  accept: label('受理', 'Accepting'),
  answer: label('当场答复、告知另行提出', 'Answering on the spot'),
  refusal: label('不予受理说明', 'Why a petition is refused'),
  send: label('转送、交办', 'Sending down'),
  raise: label('报上级', 'Passing up'),
  refer: label('转介', 'Referring'),
  handling: label('办理情况', 'What was done'),
  conclude: label('办结', 'Concluding'),
  extend: label('延长办理', 'Extending'),
  reply: label('答复送达', 'Delivering a reply'),
  followUp: label('回访', 'Follow-up'),
  takenBack: label('本人撤回', 'Withdrawn by her'),
  reopen: label('重新办理', 'Taking up again'),
  mediate: label('上门、调解', 'Visiting and mediating'),
  settled: label('调和、达成', 'Settled'),
  unsettled: label('未调成', 'Not settled'),
  assess: label('安全评估', 'Safety assessment'),
  serve: label('服务与陪伴', 'Service'),
  note: label('记一笔', 'Note'),
} as const satisfies Record<string, Label>
export type PhrasePlace = keyof typeof phrasePlaces

/** The phrases that come with the product, in their first order. */
export const shippedPhrases: Readonly<Record<PhrasePlace, readonly Label[]>> = {
  agree: [
    label('同意。', 'Agreed.'),
    label('同意,请做好回访。', 'Agreed; please follow up.'),
    label('同意,注意保护隐私。', 'Agreed; mind her privacy.'),
  ],
  giveBack: [
    label('请补充事实依据。', 'Please add the facts it rests on.'),
    label('请再和当事人核实。', 'Please check with the person again.'),
    label('请完善答复文字。', 'Please improve the wording.'),
  ],
  accept: [
    label('属于本会职责,材料齐全,已受理。', 'Within our remit and complete: accepted.'),
    label('已当面说明受理情况、办理途径和期限。', 'She was told in person: accepted, by which way and by when.'),
    label('材料还缺,已告知本人补交。', 'Papers are missing; she was told to bring them.'),
  ],
  answer: [
    label('已当面说明有关政策,本人表示明白。', 'The rules were explained to her; she understands.'),
    label(
      '已告知应向哪个部门提出,并给了地址和电话。',
      'She was told which body it belongs to, with address and telephone.',
    ),
    label('已教本人怎样收集和保存材料。', 'She was shown how to collect and keep her papers.'),
  ],
  refusal: [
    label(
      '此事应通过诉讼解决,已告知可向法律援助中心申请帮助。',
      'It belongs before a court; she was told of legal aid.',
    ),
    label(
      '此事正由其他单位办理,已告知承办单位和联系方式。',
      'Another body has it in hand; she was told which and how to reach it.',
    ),
  ],
  send: [
    label('请先联系本人核实情况,按期反馈结果。', 'Please speak with her first and report by the day given.'),
    label('请上门了解,注意保护隐私。', 'Please visit, and mind her privacy.'),
    label('请直接答复本人,并报结果。', 'Please answer her yourselves and report the outcome.'),
  ],
  raise: [
    label('超出本级职责,请上级接着办。', 'Beyond our remit: please take it over.'),
    label('涉及几个单位,请上级协调。', 'Several bodies are concerned: please bring them together.'),
    label('可能有人身危险,请尽快接手。', 'She may be in danger: please take over quickly.'),
  ],
  refer: [
    label('本人同意转介,已说明接收单位和联系方式。', 'She agreed and knows to whom and how to reach them.'),
    label('已电话告知接收单位,约定了回复时间。', 'The receiver was told by telephone and said when it answers.'),
  ],
  handling: [
    label('已电话联系本人,说明办理进展。', 'Called her and said how it stands.'),
    label('已与承办单位联系,请其尽快办理。', 'Spoke with the body concerned and asked it to hurry.'),
    label('已上门了解情况。', 'Visited and heard what happened.'),
  ],
  conclude: [
    label('经核实情况属实,问题已解决,本人表示满意。', 'It is as she said, it is settled, and she is satisfied.'),
    label('经协调,有关单位已答应办理并告知本人。', 'The body concerned has agreed to act and told her.'),
    label('诉求合理但没有政策依据,已向本人说明。', 'Reasonable, but without a legal basis; explained to her.'),
  ],
  extend: [
    label('情况复杂,还需要进一步核实。', 'It is complex and needs further checking.'),
    label('等有关单位出具材料。', 'Papers of another body are awaited.'),
  ],
  reply: [
    label('已当面送达并说明,本人签收。', 'Handed to her, explained, and signed for.'),
    label('已按约定的方式告知本人。', 'She was told in the way agreed.'),
  ],
  followUp: [
    label('本人表示满意。', 'She is satisfied.'),
    label('本人表示问题已解决,没有新的要求。', 'She says it is settled and asks for nothing more.'),
    label('联系不上本人,改日再访。', 'Could not be reached; to be tried again.'),
  ],
  takenBack: [
    label('本人要求撤回,已单独核实是自己的意愿。', 'She withdraws it; asked alone, it is her own wish.'),
    label('双方已经和解,本人不再要求办理。', 'They have made it up; she asks for nothing more.'),
  ],
  reopen: [
    label('本人反映问题没有解决,重新办理。', 'She says it is not settled: taken up again.'),
    label('出现新的情况,重新办理。', 'Something new has come up: taken up again.'),
  ],
  mediate: [
    label('双方都到场,愿意谈。', 'Both came and are willing to talk.'),
    label('只见到一方,约好改日再来。', 'Only one was there; another day is agreed.'),
    label('已分别听了双方的说法。', 'Each side was heard apart.'),
  ],
  settled: [
    label('双方和好,约定不再争吵。', 'They have made it up and promised to quarrel no more.'),
    label('双方达成一致,约定已记下。', 'They agreed; what was promised is noted.'),
  ],
  unsettled: [
    label('一方不愿再谈,已告知可以走的法律途径。', 'One side will not go on; the legal ways were explained.'),
    label('分歧较大,已告知可以申请法律援助。', 'Too far apart; legal aid was explained.'),
  ],
  assess: [
    label('本人现在安全,已约定联系的时间和方式。', 'She is safe now; when and how to reach her is agreed.'),
    label('有伤,已陪同就医并提醒保存证据。', 'She is hurt; taken to a doctor and told to keep the evidence.'),
    label('对方随时可能回来,已商量去安全的地方。', 'The other side may come back; a safe place was talked over.'),
  ],
  serve: [
    label(
      '已说明报警、告诫书和保护令,由本人选择。',
      'Police, warning letter and order were explained; the choice is hers.',
    ),
    label('已按安全计划联系,近期没有再发生。', 'Reached as planned; nothing has happened of late.'),
    label('已陪同办理,本人情绪平稳。', 'Went with her; she is calm.'),
  ],
  note: [
    label('本人来电询问进展,已答复。', 'She called to ask how it stands and was told.'),
    label('电话无人接听,改日再联系。', 'No answer; to be called again.'),
  ],
}

/** The key under which the use of a shipped phrase is counted. */
export const shippedKey = (place: PhrasePlace, index: number): string => `${place}.${index}`
