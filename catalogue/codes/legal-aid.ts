import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/04 §7 (法律援助法 Art. 22, 29, 31, 32, 42, 48)'

/** What legal aid is asked for: the civil matters of Art. 31, those of Art. 32, crime victims (Art. 29). `violence` is known to its team only. */
export const legalAidMatters = defineCodes({
  list: 'legal-aid-matters',
  label: label('援助事项', 'Matter'),
  source,
  rows: [
    {
      code: '10',
      zh: '虐待、遗弃、家庭暴力受害人主张权益',
      en: 'Victim of abuse, abandonment or violence',
      synonyms: ['家暴', '家庭暴力'],
      flags: ['violence'],
    },
    {
      code: '04',
      zh: '赡养费、抚养费、扶养费',
      en: 'Alimony of parents, children, spouse',
      synonyms: ['赡养', '抚养费', '扶养费'],
    },
    { code: '05', zh: '确认劳动关系、支付劳动报酬', en: 'Labour relation, pay', synonyms: ['讨薪', '工资'] },
    {
      code: '07',
      zh: '工伤、交通、食品药品、医疗损害赔偿',
      en: 'Injury: work, traffic, food and drugs, medical',
      synonyms: ['工伤', '交通事故', '医疗事故'],
    },
    { code: '02', zh: '社会保险待遇、社会救助', en: 'Social insurance, social assistance', synonyms: ['社保', '低保'] },
    { code: '03', zh: '发给抚恤金', en: 'Pension for death or disability', synonyms: ['抚恤金'] },
    { code: '06', zh: '认定无民事行为能力、限制民事行为能力', en: 'Declared incapable' },
    { code: '08', zh: '环境污染、生态破坏损害赔偿', en: 'Damage by pollution' },
    { code: '01', zh: '请求国家赔偿', en: 'State compensation' },
    { code: '12', zh: '见义勇为人员主张权益', en: 'Brave deeds' },
    { code: '20', zh: '刑事案件被害人、附带民事诉讼', en: 'Victim in a criminal case', flags: ['violence'] },
    { code: '09', zh: '法律、法规规定的其他情形', en: 'Others by law' },
    { code: '99', zh: '不在援助范围', en: 'Outside legal aid' },
  ],
})

/** How a need for legal aid came to be known; the 148 line is one of them (domain/systems D04). */
export const legalAidSources = defineCodes({
  list: 'legal-aid-sources',
  label: label('来源', 'Source'),
  source,
  rows: [
    { code: '1', zh: '本人申请', en: 'She asked' },
    { code: '2', zh: '148 专线', en: 'Line 148', synonyms: ['148', '法律服务热线', '12348'] },
    { code: '3', zh: '12338 热线', en: 'Line 12338', synonyms: ['12338'] },
    { code: '4', zh: '来信来访转来', en: 'From a petition', synonyms: ['信访'] },
    { code: '5', zh: '家暴个案转来', en: 'From a case of violence' },
    { code: '6', zh: '下级妇联报来', en: 'From a federation below' },
    { code: '9', zh: '其他', en: 'Other' },
  ],
})

/** Whether her means are looked at (Art. 32, 34, 42). */
export const legalAidMeans = defineCodes({
  list: 'legal-aid-means',
  label: label('经济状况', 'Means'),
  source,
  rows: [
    { code: '1', zh: '经济困难,凭个人说明核查', en: 'In need, by her own statement (Art. 41)' },
    { code: '2', zh: '不受经济困难条件限制(第三十二条)', en: 'Whatever her means (Art. 32)' },
    {
      code: '3',
      zh: '免核查:无固定生活来源的未成年人、老年人、残疾人等',
      en: 'Not looked at: minor, elderly or disabled without income',
    },
    { code: '4', zh: '免核查:社会救助、司法救助或优抚对象', en: 'Not looked at: on assistance' },
    {
      code: '5',
      zh: '免核查:进城务工人员请求劳动报酬或工伤赔偿',
      en: 'Not looked at: migrant worker claiming pay or injury',
    },
    { code: '9', zh: '不符合', en: 'Not in need' },
  ],
})

/** What kind of help is asked for (Art. 22). */
export const legalAidForms = defineCodes({
  list: 'legal-aid-forms',
  label: label('援助形式', 'Form of aid'),
  source,
  rows: [
    { code: '1', zh: '代拟法律文书', en: 'Drafting' },
    { code: '2', zh: '民事、行政、国家赔偿代理', en: 'Representation' },
    { code: '3', zh: '刑事代理', en: 'Representation in a criminal case' },
    { code: '4', zh: '劳动争议调解与仲裁代理', en: 'Labour mediation or arbitration' },
    { code: '9', zh: '其他', en: 'Other' },
  ],
})

/** Why the legal-aid body ended its help before the matter ended (Art. 48). */
export const legalAidEndings = defineCodes({
  list: 'legal-aid-endings',
  label: label('终止原因', 'Why it was ended'),
  source,
  rows: [
    { code: '1', zh: '以欺骗或其他不正当手段获得', en: 'Obtained by deceit' },
    { code: '2', zh: '故意隐瞒重要事实或提供虚假证据', en: 'Facts hidden, false evidence' },
    { code: '3', zh: '利用法律援助从事违法活动', en: 'Used for unlawful ends' },
    { code: '4', zh: '经济状况变化,不再符合条件', en: 'Means have changed' },
    { code: '5', zh: '案件终止审理或已经撤销', en: 'Proceeding ended' },
    { code: '6', zh: '自行委托了律师或其他代理人', en: 'She engaged a lawyer herself' },
    { code: '7', zh: '本人有正当理由要求终止', en: 'She asks for it, with good reason' },
    { code: '8', zh: '法律、法规规定的其他情形', en: 'Others by law' },
  ],
})

/** How a court relieves her of its fees (法律援助法 Art. 53; domain/systems D07). */
export const feeReliefs = defineCodes({
  list: 'fee-reliefs',
  label: label('诉讼费减免', 'Relief of court fees'),
  source,
  rows: [
    { code: '1', zh: '减交', en: 'Reduced' },
    { code: '2', zh: '免交', en: 'Waived' },
    { code: '3', zh: '缓交', en: 'Deferred' },
  ],
})
