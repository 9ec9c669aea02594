import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §3'
const court = '人民法院人身安全保护令案件信息业务标准 2016; domain/03 §5'

/** What was done (反家庭暴力法 Art. 2; 法释〔2022〕17号 Art. 3). `grave` any one puts the risk at red (domain/03 §8). */
export const violenceActs = defineCodes({
  list: 'violence-acts',
  label: label('暴力形式', 'Act of violence'),
  source,
  rows: [
    { code: 'P1', zh: '殴打', en: 'Beating', synonyms: ['打', '拳打脚踢', '打耳光'] },
    { code: 'P2', zh: '捆绑', en: 'Binding' },
    { code: 'P3', zh: '残害', en: 'Maiming' },
    { code: 'P4', zh: '限制人身自由', en: 'Confinement', synonyms: ['关在家里', '反锁'] },
    { code: 'P5', zh: '冻饿', en: 'Freezing, starving', synonyms: ['不给饭吃'] },
    { code: 'P6', zh: '扼颈', en: 'Choking', synonyms: ['掐脖子', '卡脖子', '勒脖子'], flags: ['grave'] },
    {
      code: 'M1',
      zh: '经常性谩骂、侮辱、诽谤',
      en: 'Frequent abuse, insult, defamation',
      synonyms: ['谩骂', '侮辱', '冷暴力'],
    },
    { code: 'M2', zh: '恐吓、威胁', en: 'Intimidation, threat', synonyms: ['恐吓', '威胁'] },
    { code: 'M3', zh: '跟踪、骚扰', en: 'Stalking, harassment', synonyms: ['跟踪', '骚扰'] },
    { code: 'S1', zh: '性暴力', en: 'Sexual violence', synonyms: ['婚内强奸'], flags: ['grave'] },
    { code: 'E1', zh: '经济控制', en: 'Economic control', synonyms: ['不给钱', '扣工资卡'] },
    { code: 'C1', zh: '目睹家暴儿童', en: 'Child witness', synonyms: ['孩子看见'], flags: ['child'] },
    { code: 'D1', zh: '毁损财物、伤害宠物', en: 'Damage to property, harm to pets', synonyms: ['砸东西'] },
    { code: 'T1', zh: '网络和技术控制', en: 'Technology-facilitated control', synonyms: ['查手机', '定位', '监控'] },
  ],
})

/** What the other side is to her; also people outside the family (反家庭暴力法 Art. 37, 妇女权益保障法 Art. 29). */
export const violenceRelations = defineCodes({
  list: 'violence-relations',
  label: label('与加害人关系', 'Relation to the perpetrator'),
  source,
  rows: [
    { code: '01', zh: '配偶', en: 'Spouse', synonyms: ['丈夫', '妻子', '夫妻', '老公'] },
    { code: '02', zh: '前配偶', en: 'Former spouse', synonyms: ['前夫', '前妻'] },
    { code: '03', zh: '同居者', en: 'Cohabitant', synonyms: ['同居'] },
    { code: '04', zh: '恋人、前恋人', en: '(Former) dating partner', synonyms: ['男朋友', '前男友', '恋人'] },
    { code: '05', zh: '父母对子女', en: 'Parent to child', synonyms: ['父亲', '母亲', '继父', '继母'] },
    { code: '06', zh: '子女对父母', en: 'Child to parent', synonyms: ['儿子', '女儿'] },
    {
      code: '07',
      zh: '(外)祖父母、(外)孙',
      en: 'Grandparent, grandchild',
      synonyms: ['爷爷', '奶奶', '外公', '外婆', '孙子'],
    },
    { code: '08', zh: '兄弟姐妹', en: 'Sibling', synonyms: ['哥哥', '弟弟', '姐姐', '妹妹'] },
    { code: '09', zh: '公婆、岳父母、儿媳、女婿', en: 'In-laws', synonyms: ['公婆', '公公', '婆婆', '儿媳', '女婿'] },
    { code: '10', zh: '监护、寄养', en: 'Guardian, foster', synonyms: ['监护人', '寄养'] },
    { code: '11', zh: '其他共同生活', en: 'Others living together' },
  ],
})

/** How badly she was hurt, ascending; 9 stands apart so that the scale may grow. */
export const injuries = defineCodes({
  list: 'injuries',
  label: label('伤情', 'Injury'),
  source,
  rows: [
    { code: '0', zh: '无伤', en: 'None' },
    { code: '1', zh: '未就医', en: 'Untreated' },
    { code: '2', zh: '门诊', en: 'Outpatient' },
    { code: '3', zh: '住院', en: 'Inpatient' },
    { code: '4', zh: '轻微伤', en: 'Slight' },
    { code: '5', zh: '轻伤', en: 'Minor' },
    { code: '6', zh: '重伤', en: 'Serious' },
    { code: '9', zh: '死亡', en: 'Death' },
  ],
})

/** Risk levels, highest first (domain/03 §8). No joint meeting in `red` and `orange`. */
export const riskLevels = defineCodes({
  list: 'risk-levels',
  label: label('风险等级', 'Risk level'),
  source,
  rows: [
    { code: 'R', zh: '极高(红)', en: 'Extreme (red)', synonyms: ['极高', '红色'], flags: ['noJointMeeting'] },
    { code: 'O', zh: '高(橙)', en: 'High (orange)', synonyms: ['高', '橙色'], flags: ['noJointMeeting'] },
    { code: 'Y', zh: '中(黄)', en: 'Medium (yellow)', synonyms: ['中', '黄色'] },
    { code: 'B', zh: '低(蓝)', en: 'Low (blue)', synonyms: ['低', '蓝色'] },
  ],
})

/** The screening list of our own for triage, not prediction (domain/03 §8): one point each, `grave` any one puts the risk at red. */
export const screeningItems = defineCodes({
  list: 'screening-items',
  label: label('筛查项', 'Screening item'),
  source: 'domain/03 §8',
  rows: [
    { code: '1', zh: '曾经掐、勒、捂过脖子或口鼻', en: 'Ever choked or smothered her', flags: ['grave'] },
    { code: '2', zh: '扬言要杀她、孩子或自己', en: 'Threatened to kill her, a child or himself', flags: ['grave'] },
    { code: '3', zh: '用过或亮出过刀具、棍棒等', en: 'Used or showed a weapon or dangerous object', flags: ['grave'] },
    { code: '4', zh: '正在施暴,或对方正赶过来', en: 'Violence now, or the other side is on the way', flags: ['grave'] },
    { code: '5', zh: '强迫发生性关系', en: 'Forced sex', flags: ['grave'] },
    { code: '6', zh: '打过或威胁要打孩子', en: 'Beat or threatened a child', flags: ['grave'] },
    { code: '7', zh: '近三个月更频繁或更严重', en: 'More often or worse in the last three months' },
    { code: '8', zh: '受伤需要就医', en: 'An injury that needs a doctor' },
    { code: '9', zh: '怀孕或产后一年内', en: 'Pregnant, or within a year of a birth' },
    { code: '10', zh: '已提出或正在办分居、离婚', en: 'Separation or divorce announced or filed' },
    { code: '11', zh: '跟踪或监控手机、行踪', en: 'Stalking or watching her devices' },
    { code: '12', zh: '极度猜忌,控制钱、手机或外出', en: 'Extreme jealousy; controls money, phone or going out' },
    { code: '13', zh: '喝酒、吸毒或赌博后施暴', en: 'Violent when drinking, on drugs or gambling' },
    { code: '14', zh: '对方精神危机或扬言自杀', en: 'The other side in a mental crisis or threatening suicide' },
    { code: '15', zh: '违反过告诫书、处罚或保护令', en: 'Broke a warning letter, penalty or order before' },
    { code: '16', zh: '对方对外人也动手', en: 'The other side is violent to others too' },
    { code: '17', zh: '近期失业或背上债务', en: 'Lost work or fell into debt lately' },
    { code: '18', zh: '她自己觉得可能会被杀', en: 'She believes she may be killed' },
    { code: '19', zh: '没有安全去处或孤立无援', en: 'No safe place, or isolated' },
    { code: '20', zh: '她残疾、年老或有轻生念头', en: 'She is disabled, elderly or has thoughts of suicide' },
  ],
})

/** What the police did about a call. */
export const policeDisposals = defineCodes({
  list: 'police-disposals',
  label: label('警情处置', 'Police disposal'),
  source,
  rows: [
    { code: '1', zh: '批评教育', en: 'Criticism' },
    { code: '2', zh: '告诫书', en: 'Warning letter', synonyms: ['家庭暴力告诫书', '告诫'] },
    { code: '3', zh: '治安处罚', en: 'Security penalty', synonyms: ['拘留', '行政拘留', '罚款'] },
    { code: '4', zh: '刑事立案', en: 'Criminal case', synonyms: ['立案'] },
    { code: '5', zh: '调解', en: 'Mediation' },
    { code: '6', zh: '不予处罚', en: 'No penalty' },
    { code: '9', zh: '其他', en: 'Other' },
  ],
})

/** Relation in a protection order, codes of the court's data standard. */
export const orderRelations = defineCodes({
  list: 'order-relations',
  label: label('保护令当事人关系', 'Relation in a protection order'),
  source: court,
  rows: [
    { code: '1', zh: '夫妻', en: 'Spouse' },
    { code: '2', zh: '父母子女', en: 'Parent-child' },
    { code: '3', zh: '兄弟姐妹', en: 'Siblings' },
    { code: '4', zh: '祖父母', en: 'Paternal grandparents' },
    { code: '5', zh: '外祖父母', en: 'Maternal grandparents' },
    { code: '6', zh: '共同生活', en: 'Living together' },
  ],
})

/** Measures of a protection order: 1–5 and 255 are the court's codes, 6 and 7 are ours for 法释〔2022〕17号 Art. 10. */
export const orderMeasures = defineCodes({
  list: 'order-measures',
  label: label('保护令措施', 'Measure of a protection order'),
  source: court,
  rows: [
    { code: '1', zh: '禁止实施家庭暴力', en: 'No violence' },
    { code: '2', zh: '禁止骚扰', en: 'No harassing' },
    { code: '3', zh: '禁止跟踪', en: 'No stalking' },
    { code: '4', zh: '禁止接触', en: 'No contact' },
    { code: '5', zh: '责令迁出住所', en: 'Move out' },
    {
      code: '6',
      zh: '禁止以电话短信等方式侮辱威胁',
      en: 'No insults or threats by phone or online',
      validFrom: '2022-08-01',
    },
    {
      code: '7',
      zh: '禁止在住所学校单位一定范围内活动',
      en: 'Keep away from home, school, workplace',
      validFrom: '2022-08-01',
    },
    { code: '255', zh: '其他', en: 'Other' },
  ],
})

/** How the court closed an application for an order. */
export const orderClosings = defineCodes({
  list: 'order-closings',
  label: label('保护令结案方式', 'Closing of an order application'),
  source: court,
  rows: [
    { code: '1', zh: '作出', en: 'Made' },
    { code: '2', zh: '驳回', en: 'Rejected' },
    { code: '3', zh: '准许撤回', en: 'Withdrawal allowed' },
    { code: '4', zh: '视为撤回', en: 'Deemed withdrawn' },
    { code: '5', zh: '终结', en: 'Ended' },
  ],
})

/** What became of an order in force. */
export const orderChanges = defineCodes({
  list: 'order-changes',
  label: label('保护令变动', 'Change of an order'),
  source: court,
  rows: [
    { code: '1', zh: '撤销', en: 'Revoke' },
    { code: '2', zh: '变更', en: 'Vary' },
    { code: '3', zh: '延长', en: 'Extend' },
  ],
})

/** The nine situations of mandatory reporting (高检发〔2020〕9号; wording of 4–9 unverified, domain/03 §3). */
export const reportSituations = defineCodes({
  list: 'report-situations',
  label: label('强制报告情形', 'Mandatory-report situation'),
  source: 'domain/03 §3',
  rows: [
    { code: '1', zh: '生殖器官或隐私部位非正常损伤', en: 'Abnormal injury of genital or private parts' },
    {
      code: '2',
      zh: '不满十四周岁女性遭受或疑似遭受性侵害、怀孕、流产',
      en: 'Girl under 14: (suspected) sexual assault, pregnancy or abortion',
    },
    {
      code: '3',
      zh: '十四周岁以上女性未成年人遭受性侵害所致怀孕、流产',
      en: 'Girl of 14 or over: pregnancy or abortion through (suspected) assault',
    },
    {
      code: '4',
      zh: '多处损伤、严重营养不良、意识不清,疑受家暴、欺凌、虐待或被麻醉',
      en: 'Multiple injuries, severe malnutrition or unconsciousness; suspected violence, bullying, abuse or drugging',
    },
    {
      code: '5',
      zh: '因自杀、自残、工伤、中毒、被麻醉、殴打等非正常损伤、死亡',
      en: 'Injury or death from suicide, self-harm, work injury, poisoning, drugging or beating',
    },
    { code: '6', zh: '被遗弃或长期处于无人照料状态', en: 'Abandoned or long unattended' },
    { code: '7', zh: '来源不明、失踪或被拐卖、收买', en: 'Of unknown origin, missing or trafficked' },
    { code: '8', zh: '被组织乞讨', en: 'Made to beg' },
    { code: '9', zh: '其他严重侵害身心健康或正面临危险', en: 'Other serious harm or present danger' },
  ],
})

/** Why a violence case was closed (domain/03 §9). */
export const violenceClosings = defineCodes({
  list: 'violence-closings',
  label: label('结案', 'Closing'),
  source,
  rows: [
    { code: 'C1', zh: '安全稳定', en: 'Safe and stable' },
    { code: 'C2', zh: '本人要求结案', en: "Victim's wish" },
    { code: 'C3', zh: '迁出移交', en: 'Moved, transferred' },
    { code: 'C4', zh: '失联', en: 'Lost contact' },
    { code: 'C5', zh: '死亡', en: 'Death' },
  ],
})
