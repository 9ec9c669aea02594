import { z } from 'zod'
import { label } from '#platform/text/label.ts'

/** What is written down of a petition (domain/01 §3). */
export const fields = z.strictObject({
  facts: z.string().trim().min(1).max(20_000),
  request: z.string().trim().max(2_000).optional(),
  reasons: z.string().trim().max(5_000).optional(),
  purpose: z.enum(['A', 'B', 'C', 'D', 'E']).optional(),
  secondary: z.array(z.string()).max(3).optional(),
  incidentOn: z.iso.date().optional(),
  incidentPlace: z.string().trim().max(100).optional(),
  onBehalf: z.string().trim().max(60).optional(),
  priorProcedure: z.array(z.enum(['lawsuit', 'arbitration', 'reconsideration', 'mediation', 'none'])).optional(),
  legalRoute: z.enum(['1', '2', '3', '4', '5', '6']).optional(),
  repeatKind: z.enum(['1', '2', '3', '4']).optional(),
  senderName: z.string().trim().max(100).optional(),
  senderNumber: z.string().trim().max(60).optional(),
  visitors: z.string().trim().max(200).optional(),
  place: z.string().trim().max(100).optional(),
  receivedBy: z.string().trim().max(60).optional(),
  otherBodies: z.string().trim().max(200).optional(),
  evidence: z.string().trim().max(1_000).optional(),
  proposal: z.string().trim().max(2_000).optional(),
  opinion: z.string().trim().max(5_000).optional(),
  satisfaction: z.enum(['0', '1', '2', '3']).optional(),
  remarks: z.string().trim().max(1_000).optional(),
})

/** How the form and the page call it. */
export const labels = {
  facts: {
    label: label('主要事实', 'Main facts'),
    long: true,
    help: label('听她说,按原话记下。', 'Listen; write it down in her words.'),
  },
  request: { label: label('诉求', 'Request'), long: true, onPaper: true },
  reasons: { label: label('理由', 'Reasons'), long: true },
  purpose: { label: label('信访目的', 'Purpose'), codes: 'purposes', onPaper: true },
  secondary: { label: label('兼涉类别', 'Further classes'), codes: 'petition-classes' },
  incidentOn: { label: label('发生日期', 'Date of the incident') },
  incidentPlace: { label: label('发生地', 'Place of the incident') },
  onBehalf: { label: label('代理关系', 'On behalf of') },
  priorProcedure: { label: label('已走程序', 'Prior procedure'), codes: 'prior-procedures', onPaper: true },
  legalRoute: {
    label: label('办理途径', 'Legal route'),
    codes: 'legal-routes',
    help: label(
      '信访程序和还没有选的走六十日(第 34 条);走其他途径的不走。',
      'Sixty days run on the petition procedure and while none is chosen (Art. 34), not on other routes.',
    ),
  },
  repeatKind: { label: label('初重访', 'First or repeat'), codes: 'repeat-kinds', onPaper: true },
  senderName: { label: label('转来单位', 'Sender') },
  senderNumber: { label: label('来文编号', 'Sender’s number') },
  visitors: {
    label: label('来访代表', 'Representatives'),
    help: label('集体访最多 5 名代表(第 20 条)。', 'At most five representatives (Art. 20).'),
  },
  place: { label: label('接待地点', 'Received at'), onPaper: true },
  receivedBy: {
    label: label('接待人', 'Received by'),
    help: label(
      '不是登记的人接待时填,例如接待日的领导。',
      'Where somebody else than who registers received her, a leader on her day for instance.',
    ),
  },
  otherBodies: {
    label: label('曾到何处反映', 'Bodies turned to before'),
    onPaper: true,
  },
  evidence: {
    label: label('提交材料', 'Papers handed in'),
    long: true,
    onPaper: true,
    help: label('一行一份,写明页数、原件还是复印件。', 'One a line, with pages, original or copy.'),
  },
  proposal: { label: label('拟办意见', 'Proposed handling'), long: true },
  opinion: { label: label('处理意见', 'Handling opinion'), long: true },
  satisfaction: { label: label('满意度', 'Satisfaction'), codes: 'satisfaction', onPaper: true },
  remarks: { label: label('备注', 'Remarks'), long: true, onPaper: true },
}

/** What the form asks first, and what it keeps folded. */
export const form = {
  first: ['facts', 'request', 'purpose'],
  groups: [
    {
      label: label('经过', 'What happened'),
      fields: [
        'reasons',
        'incidentOn',
        'incidentPlace',
        'priorProcedure',
        'otherBodies',
        'evidence',
        'secondary',
        'repeatKind',
        'onBehalf',
        'visitors',
      ],
    },
    { label: label('接待', 'Reception'), fields: ['place', 'receivedBy'] },
    { label: label('来文', 'Forwarded by'), fields: ['senderName', 'senderNumber'] },
    { label: label('办理', 'Handling'), fields: ['legalRoute', 'proposal', 'opinion', 'satisfaction', 'remarks'] },
  ],
} as const

/** The quick note of a village or a town. */
export const quick = {
  chips: [
    { label: label('土地、分红没有她的份', 'Land or dividends'), category: '0302' },
    { label: label('老人没人养', 'Support of parents'), category: '0122' },
  ],
  // Violence at home is a case of its own.
  without: ['0101', '0102', '0103', '0104', '0105', '0106'],
  channel: 'V',
  outcomes: {
    settled: { label: label('当场说好了', 'Answered on the spot'), step: 'answer' },
    raised: { label: label('请{above}办', 'Passed up to {above}'), step: 'raise' },
    waiting: { label: label('再看看', 'Wait and see'), step: null },
  },
} as const
