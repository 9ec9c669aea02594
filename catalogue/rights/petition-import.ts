import { defineImport } from '#modules/exchange/define.ts'
import { label } from '#platform/text/label.ts'

const told = { action: 'tell', on: ['toldOn'], optional: true, proof: true } as const
// Who is referred or refused hears nothing after that: the answer of the register is the telling.
const toldOrReplied = { ...told, on: ['toldOn', 'repliedOn'] } as const

/**
 * How a paper register of petitions (F-01 of domain/12) is read: 处理方式 says which way a petition went (甄别结果 R1–R8,
 * 信访工作条例 Art. 23), the date columns say how far.
 */
export const petitionImport = defineImport({
  kind: 'petition',
  synonyms: {
    openedOn: ['来信日期', '来访日期', '来电日期', '接待日期', '接访日期'],
    channel: ['信访形式', '信访方式', '来信来访来电'],
    category: ['信访类别', '问题类别', '权益类别', '案由'],
    'petitioner.name': ['信访人', '来访人', '来信人', '来电人', '当事人', '信访人姓名', '来访人姓名'],
    'respondent.name': ['被反映人', '被反映人姓名', '对方当事人'],
    'data.facts': [
      '主要事实和诉求',
      '主要内容',
      '反映问题',
      '反映的主要问题',
      '基本情况',
      '信访内容',
      '来访内容',
      '内容摘要',
      '问题',
    ],
    'data.request': ['主要诉求', '请求'],
    'data.purpose': ['目的'],
    'data.incidentPlace': ['事发地'],
  },
  columns: [
    {
      key: 'outcome',
      type: 'code',
      codes: 'triage-outcomes',
      label: label('处理方式', 'Outcome of triage'),
      synonyms: ['甄别结果', '办理方式', '处理结果'],
      note: label(
        '甄别以后怎样办:受理、当场答复、转介……空着表示还没有甄别。',
        'How it went after triage: accepted, answered on the spot, referred … Leave empty while undecided.',
      ),
    },
    {
      key: 'acceptedOn',
      type: 'date',
      label: label('受理日期', 'Accepted on'),
      synonyms: ['受理时间'],
      note: label('处理方式是受理的填;不填按收件日期。', 'For accepted petitions; the day of receipt when empty.'),
    },
    {
      key: 'toldOn',
      type: 'date',
      label: label('告知日期', 'Told on'),
      synonyms: ['告知时间', '受理告知日期', '书面告知日期', '告知书送达日期'],
      note: label(
        '告诉本人受理、转介还是不予受理的日子(十五日内,条例第 23 条)。不填不算告知过。',
        'The day she was told what became of it (within fifteen days, Art. 23). Left empty, she was not told as far as is known.',
      ),
    },
    {
      key: 'concludedOn',
      type: 'date',
      label: label('办结日期', 'Concluded on'),
      synonyms: ['办结时间', '结案日期', '办理完毕日期'],
      note: label('空着表示还在办。', 'Empty means still in hand.'),
    },
    {
      key: 'opinion',
      type: 'code',
      codes: 'opinions',
      label: label('处理意见', 'Opinion'),
      synonyms: ['办理意见', '办理结果'],
      note: label('受理并办结的必填。', 'Required once an accepted petition is concluded.'),
    },
    {
      key: 'repliedOn',
      type: 'date',
      label: label('答复日期', 'Replied on'),
      synonyms: ['答复时间', '反馈日期', '回复日期'],
      note: label('告诉本人结果的日子。', 'The day she was told the result.'),
    },
    {
      key: 'archivedOn',
      type: 'date',
      label: label('归档日期', 'Archived on'),
      synonyms: ['归档时间'],
      note: label('已归档的填。', 'For archived petitions.'),
    },
    {
      key: 'toUnit',
      type: 'unit',
      label: label('转往单位', 'Sent to unit'),
      synonyms: ['转办单位', '交办单位'],
      note: label('转送、交办下级的填单位代码。', 'Unit code, when forwarded or assigned down.'),
    },
    {
      key: 'refusal',
      type: 'code',
      codes: 'refusal-reasons',
      label: label('不予受理理由', 'Reason for refusal'),
      note: label('不予受理的必填。', 'Required when refused.'),
    },
    {
      key: 'mergedInto',
      type: 'source',
      label: label('并入编号', 'Merged into'),
      synonyms: ['主件编号'],
      note: label('并案的填主件的来源编号。', 'Source number of the head petition, when merged.'),
    },
    {
      key: 'remark',
      type: 'text',
      label: label('备注', 'Remarks'),
      note: label(
        '记在最后一步下面;写明“当面告知”等会填到告知方式。',
        'Kept with the last step; words such as “当面告知” fill how she may be told.',
      ),
    },
  ],
  outcome: 'outcome',
  otherwise: [],
  paths: {
    R1: [
      { action: 'accept', on: ['acceptedOn', 'openedOn'] },
      told,
      { action: 'conclude', on: ['concludedOn'], result: 'opinion' },
      { action: 'reply', on: ['repliedOn'], proof: true },
      { action: 'archive', on: ['archivedOn'] },
    ],
    R2: [{ action: 'forward', on: ['concludedOn', 'openedOn'], unit: 'toUnit' }, told],
    R3: [{ action: 'assign', on: ['concludedOn', 'openedOn'], unit: 'toUnit' }, told],
    R4: [
      { action: 'advise', on: ['concludedOn', 'repliedOn', 'openedOn'] },
      { action: 'archive', on: ['archivedOn'] },
    ],
    R5: [
      { action: 'accept', on: ['acceptedOn'], optional: true },
      { action: 'refer', on: ['concludedOn', 'repliedOn', 'openedOn'] },
      toldOrReplied,
      { action: 'archive', on: ['archivedOn'] },
    ],
    R6: [
      { action: 'refuse', on: ['concludedOn', 'repliedOn', 'openedOn'], reason: 'refusal' },
      toldOrReplied,
      { action: 'archive', on: ['archivedOn'] },
    ],
    R7: [
      { action: 'answer', on: ['concludedOn', 'repliedOn', 'openedOn'] },
      { action: 'archive', on: ['archivedOn'] },
    ],
    R8: [{ action: 'merge', on: ['concludedOn', 'openedOn'], target: 'mergedInto' }],
  },
  remark: 'remark',
  // Sixty days is what the law gives for handling (条例 Art. 34): older and still open, most are done and not recorded.
  finished: {
    after: 60,
    steps: {
      registered: 'shelve',
      forwarded: 'shelve',
      assigned: 'shelve',
      accepted: 'shelve',
      concluded: 'shelve',
      replied: 'archive',
      referred: 'archive',
      refused: 'archive',
    },
  },
})
