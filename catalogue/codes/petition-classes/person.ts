import { group } from '../define.ts'

/**
 * 02 Personal rights. All are protected. Restricted beside sexual offences and harm to children: trafficking and
 * prostitution offences, whose facts are sexual exploitation, and stalking by a suitor, which is 0105 outside a marriage
 * (妇女权益保障法 Art. 29).
 */
export const person = group(
  {
    code: '02',
    zh: '人身权利',
    en: 'Personal rights',
    synonyms: ['人身权益', '人身权益类', '人身', '人身类'],
    flags: ['protect'],
  },
  [
    {
      code: '0201',
      zh: '强奸',
      en: 'Rape',
      synonyms: ['性侵', '强暴', '迷奸', '奸污', '糟蹋'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0202',
      zh: '奸淫幼女',
      en: 'Rape of a girl under 14',
      synonyms: ['性侵幼女', '强奸幼女', '嫖宿幼女', '性侵儿童'],
      flags: ['protect', 'restricted', 'child'],
    },
    {
      code: '0203',
      zh: '强制猥亵、侮辱',
      en: 'Forcible indecency',
      synonyms: ['强制猥亵', '猥亵', '流氓', '耍流氓', '猥亵妇女', '非礼'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0204',
      zh: '猥亵儿童',
      en: 'Child molestation',
      synonyms: ['猥亵女童', '猥亵学生', '摸孩子'],
      flags: ['protect', 'restricted', 'child'],
    },
    {
      code: '0205',
      zh: '性骚扰',
      en: 'Sexual harassment',
      synonyms: ['骚扰', '动手动脚', '黄色短信', '职场性骚扰', '咸猪手'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0206',
      zh: '拐卖绑架妇女、收买',
      en: 'Trafficking of women',
      synonyms: ['拐卖妇女', '拐卖', '绑架妇女', '收买被拐卖的妇女', '买媳妇', '人贩子'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0207',
      zh: '拐卖绑架儿童',
      en: 'Trafficking of children',
      synonyms: ['拐卖儿童', '拐孩子', '偷孩子', '绑架儿童', '卖孩子'],
      flags: ['protect', 'restricted', 'child'],
    },
    {
      code: '0208',
      zh: '组织强迫引诱容留介绍卖淫',
      en: 'Prostitution offences',
      synonyms: ['卖淫', '强迫卖淫', '逼良为娼', '容留卖淫'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0209',
      zh: '故意伤害、杀人(非家庭)',
      en: 'Injury or homicide outside the family',
      synonyms: ['故意伤害', '杀人', '打架', '打人', '被打', '被打伤', '人身伤害'],
      flags: ['protect'],
    },
    {
      code: '0210',
      zh: '非法拘禁、限制自由',
      en: 'Unlawful confinement',
      synonyms: ['非法拘禁', '限制自由', '关押', '软禁', '传销控制'],
      flags: ['protect'],
    },
    {
      code: '0211',
      zh: '侮辱诽谤、名誉',
      en: 'Insult, defamation',
      synonyms: ['侮辱', '诽谤', '名誉', '名誉权', '造谣', '骂人'],
      flags: ['protect'],
    },
    {
      code: '0212',
      zh: '隐私和个人信息、偷拍',
      en: 'Privacy, covert filming',
      synonyms: ['偷拍', '隐私', '裸照', '个人信息泄露', '泄露隐私', '人肉'],
      flags: ['protect'],
    },
    {
      code: '0213',
      zh: '网络暴力',
      en: 'Online abuse',
      synonyms: ['网暴', '网上辱骂', '网络辱骂'],
      flags: ['protect'],
    },
    {
      code: '0214',
      zh: '恋爱交友纠缠跟踪',
      en: 'Stalking by a suitor',
      synonyms: ['跟踪', '尾随', '纠缠', '恋爱纠纷', '追求者骚扰'],
      flags: ['protect', 'restricted'],
    },
    {
      code: '0215',
      zh: '胎儿性别鉴定、选择性终止妊娠',
      en: 'Fetal sex selection',
      synonyms: ['两非', '胎儿性别鉴定', '选择性终止妊娠', 'B超查男女', '逼打胎'],
      flags: ['protect'],
    },
    {
      code: '0216',
      zh: '医疗损害、知情同意',
      en: 'Medical harm, consent',
      synonyms: ['医疗事故', '医疗损害', '医疗纠纷', '知情同意'],
      flags: ['protect'],
    },
    {
      code: '0217',
      zh: '学生欺凌',
      en: 'Bullying at school',
      synonyms: ['校园欺凌', '校园暴力', '校园霸凌', '被同学打'],
      flags: ['protect', 'restricted', 'child'],
    },
    {
      code: '0218',
      zh: '监护侵害、监护缺失',
      en: 'Guardianship abuse or absence',
      synonyms: ['监护侵害', '监护缺失', '孩子没人管', '留守无人照料', '监护人失职'],
      flags: ['protect', 'restricted', 'child'],
    },
    {
      code: '0219',
      zh: '贬低妇女人格的广告传媒',
      en: 'Degrading media',
      synonyms: ['歧视妇女广告', '低俗广告', '歧视女性'],
      flags: ['protect'],
    },
    { code: '0299', zh: '其他', en: 'Other', synonyms: ['人身其他', '人身权益其他'], flags: ['protect'] },
  ],
)
