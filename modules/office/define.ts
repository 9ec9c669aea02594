import { label, type Label } from '#platform/text/label.ts'

/** The fields that have phrases (常用语) beside them: a closed list, so that a phrase stands where it makes sense. */
export const phrasePlaces = {
  agree: label('同意时的批示', 'Remark when agreeing'),
  giveBack: label('退回原因', 'Why a request is returned'),
  refusal: label('不予受理说明', 'Why a petition is refused'),
  handling: label('办理情况', 'What was done'),
  followUp: label('回访', 'Follow-up'),
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
  handling: [
    label('已电话联系本人,说明办理进展。', 'Called her and said how it stands.'),
    label('已与承办单位联系,请其尽快办理。', 'Spoke with the body concerned and asked it to hurry.'),
    label('已上门了解情况。', 'Visited and heard what happened.'),
  ],
  followUp: [
    label('本人表示满意。', 'She is satisfied.'),
    label('本人表示问题已解决,没有新的要求。', 'She says it is settled and asks for nothing more.'),
    label('联系不上本人,改日再访。', 'Could not be reached; to be tried again.'),
  ],
  note: [
    label('本人来电询问进展,已答复。', 'She called to ask how it stands and was told.'),
    label('电话无人接听,改日再联系。', 'No answer; to be called again.'),
  ],
}

/** The key under which the use of a shipped phrase is counted. */
export const shippedKey = (place: PhrasePlace, index: number): string => `${place}.${index}`
