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

/** Ethnic groups, GB/T 3304. */
export const ethnicities = defineCodes({
  list: 'ethnicities',
  label: label('民族', 'Ethnic group'),
  source: 'GB/T 3304; domain/11 §5',
  rows: [
    { code: '01', zh: '汉族', en: 'Han', synonyms: ['汉'] },
    { code: '02', zh: '蒙古族', en: 'Mongol', synonyms: ['蒙古'] },
    { code: '03', zh: '回族', en: 'Hui', synonyms: ['回'] },
    { code: '04', zh: '藏族', en: 'Tibetan', synonyms: ['藏'] },
    { code: '05', zh: '维吾尔族', en: 'Uygur', synonyms: ['维吾尔'] },
    { code: '06', zh: '苗族', en: 'Miao', synonyms: ['苗'] },
    { code: '07', zh: '彝族', en: 'Yi', synonyms: ['彝'] },
    { code: '08', zh: '壮族', en: 'Zhuang', synonyms: ['壮'] },
    { code: '09', zh: '布依族', en: 'Buyi', synonyms: ['布依'] },
    { code: '10', zh: '朝鲜族', en: 'Korean', synonyms: ['朝鲜'] },
    { code: '11', zh: '满族', en: 'Manchu', synonyms: ['满'] },
    { code: '12', zh: '侗族', en: 'Dong', synonyms: ['侗'] },
    { code: '13', zh: '瑶族', en: 'Yao', synonyms: ['瑶'] },
    { code: '14', zh: '白族', en: 'Bai', synonyms: ['白'] },
    { code: '15', zh: '土家族', en: 'Tujia', synonyms: ['土家'] },
    { code: '16', zh: '哈尼族', en: 'Hani', synonyms: ['哈尼'] },
    { code: '17', zh: '哈萨克族', en: 'Kazakh', synonyms: ['哈萨克'] },
    { code: '18', zh: '傣族', en: 'Dai', synonyms: ['傣'] },
    { code: '19', zh: '黎族', en: 'Li', synonyms: ['黎'] },
    { code: '20', zh: '傈僳族', en: 'Lisu', synonyms: ['傈僳'] },
    { code: '21', zh: '佤族', en: 'Wa', synonyms: ['佤'] },
    { code: '22', zh: '畲族', en: 'She', synonyms: ['畲'] },
    { code: '23', zh: '高山族', en: 'Gaoshan', synonyms: ['高山'] },
    { code: '24', zh: '拉祜族', en: 'Lahu', synonyms: ['拉祜'] },
    { code: '25', zh: '水族', en: 'Sui', synonyms: ['水'] },
    { code: '26', zh: '东乡族', en: 'Dongxiang', synonyms: ['东乡'] },
    { code: '27', zh: '纳西族', en: 'Naxi', synonyms: ['纳西'] },
    { code: '28', zh: '景颇族', en: 'Jingpo', synonyms: ['景颇'] },
    { code: '29', zh: '柯尔克孜族', en: 'Kirgiz', synonyms: ['柯尔克孜'] },
    { code: '30', zh: '土族', en: 'Tu', synonyms: ['土'] },
    { code: '31', zh: '达斡尔族', en: 'Daur', synonyms: ['达斡尔'] },
    { code: '32', zh: '仫佬族', en: 'Mulao', synonyms: ['仫佬'] },
    { code: '33', zh: '羌族', en: 'Qiang', synonyms: ['羌'] },
    { code: '34', zh: '布朗族', en: 'Blang', synonyms: ['布朗'] },
    { code: '35', zh: '撒拉族', en: 'Salar', synonyms: ['撒拉'] },
    { code: '36', zh: '毛南族', en: 'Maonan', synonyms: ['毛南'] },
    { code: '37', zh: '仡佬族', en: 'Gelao', synonyms: ['仡佬'] },
    { code: '38', zh: '锡伯族', en: 'Xibe', synonyms: ['锡伯'] },
    { code: '39', zh: '阿昌族', en: 'Achang', synonyms: ['阿昌'] },
    { code: '40', zh: '普米族', en: 'Pumi', synonyms: ['普米'] },
    { code: '41', zh: '塔吉克族', en: 'Tajik', synonyms: ['塔吉克'] },
    { code: '42', zh: '怒族', en: 'Nu', synonyms: ['怒'] },
    { code: '43', zh: '乌孜别克族', en: 'Uzbek', synonyms: ['乌孜别克'] },
    { code: '44', zh: '俄罗斯族', en: 'Russian', synonyms: ['俄罗斯'] },
    { code: '45', zh: '鄂温克族', en: 'Ewenki', synonyms: ['鄂温克'] },
    { code: '46', zh: '德昂族', en: "De'ang", synonyms: ['德昂'] },
    { code: '47', zh: '保安族', en: 'Bonan', synonyms: ['保安'] },
    { code: '48', zh: '裕固族', en: 'Yugur', synonyms: ['裕固'] },
    { code: '49', zh: '京族', en: 'Gin', synonyms: ['京'] },
    { code: '50', zh: '塔塔尔族', en: 'Tatar', synonyms: ['塔塔尔'] },
    { code: '51', zh: '独龙族', en: 'Derung', synonyms: ['独龙'] },
    { code: '52', zh: '鄂伦春族', en: 'Oroqen', synonyms: ['鄂伦春'] },
    { code: '53', zh: '赫哲族', en: 'Hezhen', synonyms: ['赫哲'] },
    { code: '54', zh: '门巴族', en: 'Monba', synonyms: ['门巴'] },
    { code: '55', zh: '珞巴族', en: 'Lhoba', synonyms: ['珞巴'] },
    { code: '56', zh: '基诺族', en: 'Jino', synonyms: ['基诺'] },
    { code: '97', zh: '其他', en: 'Other' },
    { code: '98', zh: '外国血统入籍', en: 'Naturalised, of foreign descent' },
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
