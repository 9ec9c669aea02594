import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §10'

/** The six levels of the federation, highest first. */
export const levels = defineCodes({
  list: 'levels',
  label: label('层级', 'Level'),
  source,
  rows: [
    { code: 'N', zh: '全国', en: 'National', synonyms: ['中央'] },
    { code: 'P', zh: '省', en: 'Province', synonyms: ['自治区', '直辖市', '省级'] },
    { code: 'C', zh: '市', en: 'City', synonyms: ['地级市', '自治州', '地区', '市级'] },
    { code: 'D', zh: '县', en: 'County', synonyms: ['区', '县级市', '县区', '县级'] },
    { code: 'T', zh: '乡镇街道', en: 'Township', synonyms: ['乡镇', '街道', '镇', '乡'] },
    { code: 'V', zh: '村社区', en: 'Village', synonyms: ['村', '社区', '居委会', '妇代会'] },
  ],
})

/** Papers that prove who somebody is. */
export const idTypes = defineCodes({
  list: 'id-types',
  label: label('证件', 'ID type'),
  source,
  rows: [
    { code: '01', zh: '居民身份证', en: 'ID card', synonyms: ['身份证', '二代证'] },
    { code: '02', zh: '户口簿', en: 'Household book', synonyms: ['户口本'] },
    { code: '03', zh: '出生医学证明', en: 'Birth certificate', synonyms: ['出生证'] },
    { code: '04', zh: '护照', en: 'Passport' },
    { code: '05', zh: '港澳通行证', en: 'HK-Macao permit', synonyms: ['回乡证', '港澳居民来往内地通行证'] },
    { code: '06', zh: '台胞证', en: 'Taiwan permit', synonyms: ['台湾居民来往大陆通行证'] },
    { code: '07', zh: '港澳台居住证', en: 'Residence permit', synonyms: ['港澳台居民居住证'] },
    { code: '08', zh: '外国人永久居留证', en: 'Foreign PR card', synonyms: ['绿卡'] },
    { code: '09', zh: '军官证', en: 'Officer' },
    { code: '99', zh: '无证件', en: 'None', synonyms: ['暂无', '无'] },
  ],
})

/** Sex, GB/T 2261.1. */
export const sexes = defineCodes({
  list: 'sexes',
  label: label('性别', 'Sex'),
  source: 'GB/T 2261.1; domain/13 §10',
  rows: [
    { code: '0', zh: '未知', en: 'Unknown' },
    { code: '1', zh: '男', en: 'Male', synonyms: ['男性'] },
    { code: '2', zh: '女', en: 'Female', synonyms: ['女性'] },
    { code: '9', zh: '未说明', en: 'Unstated' },
  ],
})

/** Marital status, GB/T 2261.2; 21–23 refine 20. */
export const marriages = defineCodes({
  list: 'marriages',
  label: label('婚姻状况', 'Marital status'),
  source: 'GB/T 2261.2; domain/13 §10',
  rows: [
    { code: '10', zh: '未婚', en: 'Single', synonyms: ['单身'] },
    { code: '20', zh: '已婚', en: 'Married', synonyms: ['有配偶'] },
    { code: '21', zh: '初婚', en: 'First marriage', parent: '20' },
    { code: '22', zh: '再婚', en: 'Remarried', parent: '20' },
    { code: '23', zh: '复婚', en: 'Marriage restored', parent: '20' },
    { code: '30', zh: '丧偶', en: 'Widowed' },
    { code: '40', zh: '离婚', en: 'Divorced', synonyms: ['离异'] },
    { code: '90', zh: '未说明', en: 'Unstated' },
  ],
})

/** Education, GB/T 4658 first digit. */
export const educations = defineCodes({
  list: 'educations',
  label: label('文化程度', 'Education'),
  source: 'GB/T 4658; domain/13 §10',
  rows: [
    { code: '10', zh: '研究生', en: 'Postgraduate', synonyms: ['硕士', '博士'] },
    { code: '20', zh: '本科', en: 'Bachelor', synonyms: ['大学', '大学本科'] },
    { code: '30', zh: '专科', en: 'College', synonyms: ['大专'] },
    { code: '40', zh: '中专', en: 'Vocational', synonyms: ['中等职业', '技校', '职高'] },
    { code: '60', zh: '高中', en: 'Senior', synonyms: ['普通高中'] },
    { code: '70', zh: '初中', en: 'Junior' },
    { code: '80', zh: '小学', en: 'Primary' },
    { code: '90', zh: '其他', en: 'Other', synonyms: ['文盲', '未上学'] },
  ],
})

/** Political status, GB/T 4762. */
export const politicalStatuses = defineCodes({
  list: 'political-statuses',
  label: label('政治面貌', 'Political status'),
  source: 'GB/T 4762; domain/13 §10',
  rows: [
    { code: '01', zh: '中共党员', en: 'CPC member', synonyms: ['党员', '中国共产党党员'] },
    { code: '02', zh: '预备党员', en: 'Probationary CPC member', synonyms: ['中共预备党员'] },
    { code: '03', zh: '共青团员', en: 'Youth League member', synonyms: ['团员'] },
    { code: '04', zh: '民革', en: 'Revolutionary Committee of the Kuomintang' },
    { code: '05', zh: '民盟', en: 'China Democratic League' },
    { code: '06', zh: '民建', en: 'China National Democratic Construction Association' },
    { code: '07', zh: '民进', en: 'China Association for Promoting Democracy' },
    { code: '08', zh: '农工党', en: "Chinese Peasants' and Workers' Democratic Party" },
    { code: '09', zh: '致公党', en: 'China Zhi Gong Party' },
    { code: '10', zh: '九三学社', en: 'Jiusan Society' },
    { code: '11', zh: '台盟', en: 'Taiwan Democratic Self-Government League' },
    { code: '12', zh: '无党派', en: 'Independent', synonyms: ['无党派人士'] },
    { code: '13', zh: '群众', en: 'Masses' },
  ],
})

/** Data classes of domain/11 §2, which decide masking, encryption and export. */
export const dataClasses = defineCodes({
  list: 'data-classes',
  label: label('数据分级', 'Data class'),
  source,
  rows: [
    { code: 'L1', zh: '公开', en: 'Public' },
    { code: 'L2', zh: '内部', en: 'Internal' },
    { code: 'L3', zh: '个人', en: 'Personal' },
    { code: 'L4', zh: '敏感', en: 'Sensitive' },
  ],
})

/** What data is about; each domain of a home has its own key. */
export const dataDomains = defineCodes({
  list: 'data-domains',
  label: label('数据领域', 'Data domain'),
  source,
  rows: [
    { code: 'DV', zh: '家暴', en: 'Domestic violence' },
    { code: 'CHILD', zh: '儿童', en: 'Children' },
    { code: 'HEALTH', zh: '健康', en: 'Health' },
    { code: 'FUND', zh: '资金', en: 'Funds' },
    { code: 'PERSON', zh: '人口', en: 'Persons' },
    { code: 'STAT', zh: '统计', en: 'Statistics' },
  ],
})

/** Why somebody looks at what is masked; `text` asks for words of one's own. */
export const revealReasons = defineCodes({
  list: 'reveal-reasons',
  label: label('查看理由', 'Reason for looking'),
  source,
  rows: [
    { code: '1', zh: '办理案件', en: 'Case', synonyms: ['办件'] },
    { code: '2', zh: '电话回访', en: 'Call-back' },
    { code: '3', zh: '上门走访', en: 'Visit' },
    { code: '4', zh: '资金发放', en: 'Payment' },
    { code: '5', zh: '数据核对', en: 'Check' },
    { code: '6', zh: '依法协查', en: 'Statutory request' },
    { code: '7', zh: '审计', en: 'Audit' },
    { code: '8', zh: '其他', en: 'Other', flags: ['text'] },
  ],
})

/** Why personal data may be processed (个人信息保护法 Art. 13). */
export const legalBases = defineCodes({
  list: 'legal-bases',
  label: label('处理依据', 'Legal basis'),
  source,
  rows: [
    { code: 'B1', zh: '同意', en: 'Consent' },
    { code: 'B2', zh: '合同', en: 'Contract' },
    { code: 'B3', zh: '法定职责', en: 'Statutory duty' },
    { code: 'B4', zh: '紧急情况', en: 'Emergency' },
    { code: 'B5', zh: '新闻监督', en: 'News' },
    { code: 'B6', zh: '已公开', en: 'Public' },
    { code: 'B7', zh: '其他法律', en: 'Other law' },
  ],
})

/** Urban-rural class of a division, the statistics bureau's three digits. */
export const urbanRural = defineCodes({
  list: 'urban-rural',
  label: label('城乡分类', 'Urban-rural class'),
  source: '统计用城乡划分代码; domain/13 §10',
  rows: [
    { code: '111', zh: '主城区', en: 'Main city area', flags: ['urban'] },
    { code: '112', zh: '城乡结合区', en: 'City fringe', flags: ['urban'] },
    { code: '121', zh: '镇中心区', en: 'Town centre', flags: ['urban'] },
    { code: '122', zh: '镇乡结合区', en: 'Town fringe', flags: ['urban'] },
    { code: '123', zh: '特殊区域', en: 'Special area', flags: ['urban'] },
    { code: '210', zh: '乡中心区', en: 'Township centre', flags: ['rural'] },
    { code: '220', zh: '村庄', en: 'Village', flags: ['rural'] },
  ],
})

/** What a calendar day is when it is not simply a weekday or a weekend. */
export const dayTypes = defineCodes({
  list: 'day-types',
  label: label('日期类型', 'Day type'),
  source,
  rows: [
    { code: 'OFF', zh: '放假', en: 'Off' },
    { code: 'WORK', zh: '调休上班', en: 'Make-up work' },
    { code: 'HALF_F', zh: '女职工半天', en: 'Women half-day', synonyms: ['三八半天'] },
  ],
})
