import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §1'

/** How a petition arrived (信访工作条例 Art. 17; the letters are the product's own). */
export const channels = defineCodes({
  list: 'channels',
  label: label('渠道', 'Channel'),
  source: 'domain/01 §2',
  rows: [
    { code: 'L', zh: '来信', en: 'Letter', synonyms: ['信件', '写信', '信函'] },
    { code: 'V', zh: '来访', en: 'Visit', synonyms: ['上访', '走访接待', '接访', '当面'] },
    { code: 'T', zh: '来电', en: 'Telephone', synonyms: ['电话', '12338', '热线', '打电话'] },
    {
      code: 'W',
      zh: '网上信访',
      en: 'Online',
      synonyms: ['网络', '网上', '微信', '小程序', '邮件', '电子邮件', '网信'],
    },
    { code: 'F', zh: '传真', en: 'Fax' },
    {
      code: 'U',
      zh: '上级交办/转送',
      en: 'Assigned or forwarded from above',
      synonyms: ['上级交办', '上级转送', '上级转办', '领导批示'],
    },
    {
      code: 'H',
      zh: '横向转办',
      en: 'From another body',
      synonyms: ['12345', '部门转办', '信访局转', '公安移送', '法院移送'],
    },
    {
      code: 'O',
      zh: '走访发现/下访',
      en: 'Found on a visit',
      synonyms: ['走访发现', '走访', '入户走访', '下访', '入户发现', '排查发现'],
    },
    { code: 'M', zh: '媒体舆情', en: 'Media or online opinion', synonyms: ['舆情', '媒体', '媒体报道', '网上舆情'] },
  ],
})

/** What the petitioner wants. `restricted`: an accusation never reaches the accused (信访工作条例 Art. 30). */
export const purposes = defineCodes({
  list: 'purposes',
  label: label('信访目的', 'Purpose'),
  source,
  rows: [
    {
      code: 'A',
      zh: '申诉求决',
      en: 'Complaint, request for decision',
      synonyms: ['申诉', '求决', '申诉求决类', '投诉'],
    },
    { code: 'B', zh: '建议意见', en: 'Suggestion', synonyms: ['建议', '意见', '意见建议', '建议意见类'] },
    {
      code: 'C',
      zh: '检举控告',
      en: 'Report, accusation',
      synonyms: ['举报', '检举', '控告', '揭发', '检举控告类'],
      flags: ['restricted'],
    },
    { code: 'D', zh: '咨询', en: 'Consultation', synonyms: ['咨询类', '询问'] },
    { code: 'E', zh: '求助', en: 'Request for help', synonyms: ['求助类', '求援'] },
  ],
})

/** Outcome of triage (信访工作条例 Art. 23). `reason` asks for a refusal reason, `unit` for where it goes. */
export const triageOutcomes = defineCodes({
  list: 'triage-outcomes',
  label: label('甄别结果', 'Triage outcome'),
  source,
  rows: [
    { code: 'R1', zh: '受理', en: 'Accepted' },
    { code: 'R2', zh: '转送下级', en: 'Forwarded down', synonyms: ['转送', '下转'], flags: ['unit'] },
    { code: 'R3', zh: '交办下级', en: 'Assigned down', synonyms: ['交办'], flags: ['unit'] },
    {
      code: 'R4',
      zh: '告知另行提出',
      en: 'Advised elsewhere',
      synonyms: ['告知', '引导', '另行提出'],
      flags: ['unit'],
    },
    { code: 'R5', zh: '转介', en: 'Warm referral', synonyms: ['转办', '转介服务', '移送'], flags: ['unit'] },
    { code: 'R6', zh: '不予受理', en: 'Not accepted', synonyms: ['不受理'], flags: ['reason'] },
    { code: 'R7', zh: '当场答复', en: 'Answered on the spot', synonyms: ['当面答复', '当场解答', '直接答复'] },
    { code: 'R8', zh: '并案', en: 'Merged', synonyms: ['重复件', '合并', '重信重访'] },
  ],
})

/** Why a petition is not accepted (信访工作条例 Art. 19, 31, 36). */
export const refusalReasons = defineCodes({
  list: 'refusal-reasons',
  label: label('不予受理理由', 'Reason for refusal'),
  source,
  rows: [
    { code: 'N1', zh: '已受理正在办理', en: 'Already in hand' },
    { code: 'N2', zh: '复核已终结', en: 'Recheck given', synonyms: ['三级终结', '已终结'] },
    { code: 'N3', zh: '应走法定途径', en: 'Other legal route', synonyms: ['应通过诉讼', '诉访分离'] },
    { code: 'N4', zh: '不属职责范围', en: 'Outside remit' },
    { code: 'N5', zh: '涉法涉诉已终结', en: 'Legally concluded' },
    { code: 'N6', zh: '无具体诉求', en: 'No concrete request' },
  ],
})

/** Which legal route a complaint takes (信访工作条例 Art. 31). `sixtyDays`: only route 6 carries the 60-day clock. */
export const legalRoutes = defineCodes({
  list: 'legal-routes',
  label: label('分类处理途径', 'Legal route'),
  source,
  rows: [
    { code: '1', zh: '司法程序', en: 'Court, prosecution, police procedure', synonyms: ['诉讼', '报案'] },
    { code: '2', zh: '仲裁', en: 'Arbitration', synonyms: ['劳动仲裁', '土地仲裁'] },
    { code: '3', zh: '党员申诉、申请复审', en: 'Party-member appeal', synonyms: ['党员申诉', '申请复审'] },
    {
      code: '4',
      zh: '行政复议、裁决、确认、许可、处罚',
      en: 'Administrative procedures',
      synonyms: ['行政复议', '行政裁决'],
    },
    {
      code: '5',
      zh: '请求查处违法、履行保护职责',
      en: 'Request to investigate or protect',
      synonyms: ['查处', '履职申请'],
    },
    { code: '6', zh: '信访程序', en: 'Petition procedure', flags: ['sixtyDays'] },
  ],
})

/** What the opinion letter decides (信访工作条例 Art. 32). */
export const opinions = defineCodes({
  list: 'opinions',
  label: label('处理意见', 'Opinion'),
  source,
  rows: [
    { code: 'S', zh: '支持', en: 'Supported', synonyms: ['予以支持', '诉求合理'] },
    { code: 'E', zh: '解释说明', en: 'Reasonable but no basis, explain', synonyms: ['解释', '说明', '疏导'] },
    { code: 'X', zh: '不予支持', en: 'Not supported', synonyms: ['不支持'] },
  ],
})

/** The petitioner's rating of acceptance and of handling; satisfied = 3 and 2, 0 is left out of the rate. */
export const satisfaction = defineCodes({
  list: 'satisfaction',
  label: label('满意度', 'Satisfaction'),
  source,
  rows: [
    { code: '3', zh: '满意', en: 'Satisfied', flags: ['satisfied', 'rated'] },
    { code: '2', zh: '基本满意', en: 'Basically satisfied', flags: ['satisfied', 'rated'] },
    { code: '1', zh: '不满意', en: 'Not satisfied', flags: ['rated'] },
    { code: '0', zh: '未评价', en: 'Not rated', synonyms: ['未评'] },
  ],
})

/** How she may be told (experience §3.8): asked before any letter, message or call. `silent`: nothing leaves the house. */
export const notifyModes = defineCodes({
  list: 'notify-modes',
  label: label('告知方式', 'How to be told'),
  source: 'experience §3.8; 信访工作条例 Art. 23',
  rows: [
    { code: 'F', zh: '当面', en: 'In person', synonyms: ['当面告知'], flags: ['silent'] },
    { code: 'C', zh: '安全时段电话', en: 'Call at a safe time', synonyms: ['安全电话', '电话告知'] },
    { code: 'H', zh: '存放待取', en: 'Kept to be collected', synonyms: ['代存', '自取'], flags: ['silent'] },
    { code: 'X', zh: '依法免告知', en: 'Exempt by law', synonyms: ['免告知', '免予告知'], flags: ['silent'] },
  ],
})

/** Marks on a petition (domain/01 §3). `notify` asks for 告知方式, `urgent` starts the immediate target P14. */
export const petitionFlags = defineCodes({
  list: 'petition-flags',
  label: label('标识', 'Flags'),
  source: 'domain/01 §3',
  rows: [
    {
      code: 'CHILD',
      zh: '涉及未成年人',
      en: 'Child involved',
      synonyms: ['涉童', '儿童', '未成年'],
      flags: ['notify', 'urgent'],
    },
    {
      code: 'DV',
      zh: '涉及家庭暴力',
      en: 'Domestic violence',
      synonyms: ['涉家暴', '家暴'],
      flags: ['notify', 'urgent'],
    },
    {
      code: 'SELFHARM',
      zh: '有自伤自杀风险',
      en: 'Risk of self-harm',
      synonyms: ['轻生', '自杀风险'],
      flags: ['urgent'],
    },
    {
      code: 'DANGER',
      zh: '她现在有危险',
      en: 'In danger now',
      synonyms: ['有危险', '人身危险'],
      flags: ['notify', 'urgent'],
    },
    { code: 'UNSURE', zh: '不清楚她是否安全', en: 'Not known whether she is safe', synonyms: ['安全不明'] },
    { code: 'DISABILITY', zh: '残疾人', en: 'Disability', synonyms: ['残疾'] },
    { code: 'PREGNANCY', zh: '孕期哺乳期', en: 'Pregnant or nursing', synonyms: ['孕妇', '哺乳期'] },
    { code: 'ELDERLY', zh: '老年人', en: 'Elderly', synonyms: ['老人'] },
    { code: 'GROUP', zh: '集体访', en: 'Group', synonyms: ['群体性', '群访'] },
    { code: 'URGENT', zh: '紧急', en: 'Urgent', synonyms: ['特急', '重大紧急'], flags: ['urgent'] },
    { code: 'FOREIGN', zh: '涉外', en: 'Foreign', synonyms: ['涉外涉港澳台'] },
    { code: 'MILITARY', zh: '涉军', en: 'Military', synonyms: ['军属', '军婚'] },
    { code: 'MEDIA', zh: '媒体关注', en: 'Media attention', synonyms: ['涉舆情'] },
    { code: 'ANONYMOUS', zh: '匿名', en: 'Anonymous', synonyms: ['不愿透露姓名'], flags: ['notify'] },
    { code: 'UNCLEAR', zh: '身份不清', en: 'Identity unclear', synonyms: ['姓名地址不清'] },
    { code: 'SKIPPED', zh: '越级', en: 'Level skipped', synonyms: ['越级上访'] },
  ],
})

/** Which turn of a matter a petition is (domain/01 §8). */
export const repeatKinds = defineCodes({
  list: 'repeat-kinds',
  label: label('初重件', 'First or repeat'),
  source: 'domain/01 §8',
  rows: [
    { code: '1', zh: '初信初访', en: 'First petition', synonyms: ['初件', '初访', '初信'] },
    { code: '2', zh: '办理期内重复', en: 'Repeat within its period', synonyms: ['重复件', '重访'] },
    { code: '3', zh: '答复后重复', en: 'Repeat after the reply' },
    { code: '4', zh: '终结后重复', en: 'Repeat after the final recheck' },
  ],
})

/** Ways already tried before coming here (domain/01 §3). */
export const priorProcedures = defineCodes({
  list: 'prior-procedures',
  label: label('已走程序', 'Prior procedures'),
  source: 'domain/01 §3',
  rows: [
    { code: 'lawsuit', zh: '诉讼', en: 'Lawsuit', synonyms: ['起诉', '打官司'] },
    { code: 'arbitration', zh: '仲裁', en: 'Arbitration' },
    { code: 'reconsideration', zh: '行政复议', en: 'Reconsideration' },
    { code: 'mediation', zh: '调解', en: 'Mediation' },
    { code: 'none', zh: '没有', en: 'None' },
  ],
})

/**
 * How a reply or notice was delivered; the date of delivery starts the period of P07. Where 告知方式 is set, `sent` is never safe and
 * `called` only where she may be called. `register` is for old registers only.
 */
export const deliveryModes = defineCodes({
  list: 'delivery-modes',
  label: label('送达方式', 'Ways of delivery'),
  source: 'domain/01 §11',
  rows: [
    { code: 'told', zh: '当面告知', en: 'Told in person' },
    { code: 'hand', zh: '当面交给', en: 'By hand', synonyms: ['当面'] },
    { code: 'post', zh: '邮寄', en: 'By post', synonyms: ['挂号信', '快递'], flags: ['sent'] },
    { code: 'phone', zh: '电话告知', en: 'By telephone', flags: ['called'] },
    { code: 'kept', zh: '存放待取', en: 'Kept to be collected' },
    { code: 'online', zh: '网上答复', en: 'Online', flags: ['sent'] },
    { code: 'notStated', zh: '台账未记', en: 'Not stated in the register', flags: ['register'] },
  ],
})
