import { group } from '../define.ts'

/** 05 Political rights. */
export const political = group(
  { code: '05', zh: '政治权利', en: 'Political', synonyms: ['政治权益', '政治', '政治类'] },
  [
    {
      code: '0501',
      zh: '选举权和被选举权',
      en: 'Voting and standing',
      synonyms: ['选举', '选举权', '被选举权', '换届选举', '贿选'],
    },
    {
      code: '0502',
      zh: '参与村居自治、决策',
      en: 'Taking part in self-government',
      synonyms: ['村民自治', '村规民约', '村民代表', '村务决策'],
    },
    {
      code: '0503',
      zh: '干部选拔任用歧视',
      en: 'Discrimination in appointment',
      synonyms: ['提拔歧视', '女干部任用', '干部任用'],
    },
    {
      code: '0504',
      zh: '知情权、监督权',
      en: 'Information, oversight',
      synonyms: ['知情权', '监督权', '村务公开', '财务不公开'],
    },
    { code: '0599', zh: '其他', en: 'Other', synonyms: ['政治其他', '政治权利其他'] },
  ],
)

/** 06 Culture and education. `child` stands where a pupil is the one wronged. */
export const education = group(
  { code: '06', zh: '文化教育', en: 'Culture and education', synonyms: ['文化教育权益', '文化教育类', '教育'] },
  [
    {
      code: '0601',
      zh: '女童失学辍学',
      en: 'Girl out of school',
      synonyms: ['失学', '辍学', '不让女孩读书', '女童失学'],
      flags: ['child'],
    },
    {
      code: '0602',
      zh: '入学、随迁子女就学',
      en: 'Admission, migrant children',
      synonyms: ['入学', '上学难', '转学', '随迁子女', '农民工子女入学'],
    },
    {
      code: '0603',
      zh: '招生录取歧视',
      en: 'Admission discrimination',
      synonyms: ['招生歧视', '录取歧视', '提高女生分数线'],
    },
    { code: '0604', zh: '助学求助', en: 'Study aid', synonyms: ['助学', '助学金', '学费困难', '春蕾计划', '春蕾'] },
    {
      code: '0605',
      zh: '家庭教育咨询',
      en: 'Family-education advice',
      synonyms: ['家庭教育', '家教', '孩子沉迷手机', '孩子叛逆', '亲子教育'],
    },
    {
      code: '0606',
      zh: '学校管理、体罚',
      en: 'School discipline',
      synonyms: ['体罚', '老师打学生', '学校管理', '学校收费'],
      flags: ['child'],
    },
    { code: '0607', zh: '职业培训', en: 'Vocational training', synonyms: ['技能培训', '家政培训', '培训', '双学双比'] },
    { code: '0699', zh: '其他', en: 'Other', synonyms: ['文化教育其他', '教育其他'] },
  ],
)

/** 07 Other (综合). Counselling is restricted: what is told there is told in confidence. */
export const other = group({ code: '07', zh: '其他(综合)', en: 'Other', synonyms: ['综合', '综合类', '其他类'] }, [
  {
    code: '0701',
    zh: '违法违纪、打击报复',
    en: 'Misconduct, retaliation',
    synonyms: ['违法违纪打击报复', '违法违纪', '打击报复', '干部作风', '贪污', '以权谋私'],
  },
  {
    code: '0702',
    zh: '司法不公、执法不作为',
    en: 'Unfair justice, inaction',
    synonyms: ['司法不公', '执法不作为', '报警不管', '不立案', '派出所不管'],
  },
  {
    code: '0703',
    zh: '判决不服、申诉',
    en: 'Against a judgment',
    synonyms: ['判决不服', '申诉', '不服判决', '再审', '上诉'],
  },
  { code: '0704', zh: '执行难(非家事)', en: 'Enforcement, non-family', synonyms: ['执行难', '老赖', '判决不执行'] },
  { code: '0705', zh: '交通事故赔偿', en: 'Traffic accident', synonyms: ['交通事故', '车祸', '撞车', '肇事逃逸'] },
  {
    code: '0706',
    zh: '法律援助求助',
    en: 'Legal-aid request',
    synonyms: ['法律援助', '法援', '请律师', '打官司', '司法救助'],
  },
  {
    code: '0707',
    zh: '计划生育后遗症等历史遗留',
    en: 'Legacy birth-control injury and other old cases',
    synonyms: ['计划生育后遗症', '结扎后遗症', '上环后遗症', '历史遗留', '失独'],
  },
  {
    code: '0708',
    zh: '心理咨询、情感疏导',
    en: 'Counselling',
    synonyms: ['心理咨询', '情感疏导', '心理疏导', '抑郁', '想不开', '轻生', '产后抑郁'],
    flags: ['restricted'],
  },
  {
    code: '0709',
    zh: '邻里纠纷',
    en: 'Neighbour dispute',
    synonyms: ['邻居', '邻里', '邻居吵架', '噪音扰民', '宅界纠纷'],
  },
  {
    code: '0710',
    zh: '对妇联工作的建议意见',
    en: 'Suggestions on WF work',
    synonyms: ['妇联', '妇代会', '妇女之家', '对妇联意见', '妇女主任'],
  },
  { code: '0711', zh: '政策咨询', en: 'Policy question', synonyms: ['咨询政策', '问政策', '法律咨询', '政策'] },
  {
    code: '0712',
    zh: '寻人、解救',
    en: 'Search, rescue',
    synonyms: ['寻人', '解救', '失踪', '离家出走', '走失', '失联'],
  },
  { code: '0799', zh: '其他', en: 'Other', synonyms: ['综合其他', '综合类其他'] },
])
