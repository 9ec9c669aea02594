import { group } from '../define.ts'

/** 04 Labour and social security. */
export const labour = group(
  {
    code: '04',
    zh: '劳动和社会保障权益',
    en: 'Labour and social security',
    synonyms: ['劳动权益', '劳动权益类', '劳动', '社会保障'],
  },
  [
    {
      code: '0401',
      zh: '招录性别歧视',
      en: 'Hiring discrimination',
      synonyms: ['招聘歧视', '只招男性', '就业歧视', '就业性别歧视'],
    },
    {
      code: '0402',
      zh: '因婚育辞退、降薪',
      en: 'Dismissal/pay cut for marriage or birth',
      synonyms: ['怀孕辞退', '孕期辞退', '产假辞退', '怀孕被开除', '婚育降薪'],
    },
    {
      code: '0403',
      zh: '拖欠劳动报酬',
      en: 'Unpaid wages',
      synonyms: ['工资', '拖欠工资', '欠薪', '讨薪', '不发工资', '工钱', '农民工工资'],
    },
    { code: '0404', zh: '同工不同酬', en: 'Unequal pay', synonyms: ['男女不同酬', '工资比男的低'] },
    {
      code: '0405',
      zh: '经期孕期产期哺乳期保护',
      en: 'Protection in menstruation, pregnancy, birth, nursing',
      synonyms: ['四期保护', '女职工四期', '产假', '哺乳假', '孕期夜班', '女职工特殊保护'],
    },
    {
      code: '0406',
      zh: '工伤、职业病、劳动安全',
      en: 'Work injury, occupational disease',
      synonyms: ['工伤', '职业病', '工伤赔偿', '劳动安全', '尘肺'],
    },
    {
      code: '0407',
      zh: '工作待遇、晋升',
      en: 'Treatment, promotion',
      synonyms: ['工作待遇', '晋升', '评职称', '民办教师待遇', '编制'],
    },
    { code: '0408', zh: '退休年龄', en: 'Retirement age', synonyms: ['退休', '提前退休', '女干部退休', '延迟退休'] },
    { code: '0409', zh: '养老保险', en: 'Pension insurance', synonyms: ['养老金', '社保补缴', '新农保', '退休金'] },
    { code: '0410', zh: '医疗保险', en: 'Medical insurance', synonyms: ['医保', '新农合', '合作医疗', '医疗报销'] },
    {
      code: '0411',
      zh: '生育保险、生育津贴',
      en: 'Maternity insurance',
      synonyms: ['生育保险', '生育津贴', '生育报销'],
    },
    {
      code: '0412',
      zh: '失业、工伤保险',
      en: 'Unemployment, work-injury insurance',
      synonyms: ['失业保险', '失业金', '工伤保险'],
    },
    {
      code: '0413',
      zh: '低保、特困',
      en: 'Minimum living allowance, destitute support',
      synonyms: ['低保', '五保', '特困', '申请低保', '最低生活保障'],
    },
    {
      code: '0414',
      zh: '医疗费困难',
      en: 'Medical expenses',
      synonyms: ['生活困难的医疗费', '大病救助', '医药费', '看不起病', '两癌救助', '因病致贫'],
    },
    {
      code: '0415',
      zh: '临时救助、生活困难',
      en: 'Temporary relief',
      synonyms: ['临时救助', '生活困难', '困难补助', '救济', '贫困母亲'],
    },
    {
      code: '0416',
      zh: '劳动争议(一般)',
      en: 'General labour dispute',
      synonyms: ['劳动纠纷', '劳动争议', '劳动合同', '辞退', '下岗'],
    },
    {
      code: '0417',
      zh: '就业创业、贷款求助',
      en: 'Job, start-up, loan',
      synonyms: ['找工作', '小额贷款', '小额担保贷款', '妇女小额担保贷款', '创业担保贷款', '就业', '创业'],
    },
    { code: '0499', zh: '其他', en: 'Other', synonyms: ['劳动其他', '劳动权益其他'] },
  ],
)
