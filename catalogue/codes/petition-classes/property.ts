import { group } from '../define.ts'

/** 03 Property, after the property chapter of the 2022 妇女权益保障法 and the words village women use. */
export const property = group(
  { code: '03', zh: '财产权益', en: 'Property', synonyms: ['财产权益类', '财产', '财产类'] },
  [
    {
      code: '0301',
      zh: '集体经济组织成员身份',
      en: 'Membership of rural collective',
      synonyms: ['成员资格', '村民待遇', '外嫁女身份', '村民资格', '成员身份'],
    },
    {
      code: '0302',
      zh: '土地承包经营(出嫁、离异、丧偶)',
      en: 'Contracted land of married-out, divorced, widowed women',
      synonyms: ['责任田', '承包地', '出嫁女', '出嫁女责任田', '外嫁女土地', '口粮田', '分田', '土地承包'],
    },
    { code: '0303', zh: '宅基地', en: 'House plot', synonyms: ['屋场', '地基', '出嫁女宅基地', '屋基'] },
    {
      code: '0304',
      zh: '集体收益分配',
      en: 'Collective income',
      synonyms: ['村集体分红', '分红', '征地款分配', '集体分配'],
    },
    {
      code: '0305',
      zh: '征收征用补偿安置',
      en: 'Expropriation compensation',
      synonyms: ['征地补偿', '征地', '安置房', '移民安置', '土地征收'],
    },
    {
      code: '0306',
      zh: '权属证书未列名',
      en: 'Name missing on title',
      synonyms: ['土地证没名字', '房产证没名字', '登记加名', '权证无名'],
    },
    {
      code: '0307',
      zh: '城镇房屋拆迁、住房',
      en: 'Urban demolition, housing',
      synonyms: ['拆迁', '房屋拆迁', '廉租房', '公租房', '住房困难', '危房'],
    },
    { code: '0308', zh: '继承', en: 'Inheritance', synonyms: ['遗产', '继承权', '遗嘱', '女儿不给继承'] },
    {
      code: '0309',
      zh: '债务、借贷',
      en: 'Debt',
      synonyms: ['债务', '借贷', '借款', '借钱', '欠钱不还', '高利贷', '民间借贷', '网贷'],
    },
    {
      code: '0310',
      zh: '丧偶妇女财产处分受干涉',
      en: "Widow's disposal obstructed",
      synonyms: ['寡妇财产', '丧偶财产', '带产再嫁'],
    },
    {
      code: '0311',
      zh: '诈骗、非法集资、消费纠纷',
      en: 'Fraud, illegal fundraising, consumer',
      synonyms: ['诈骗', '电信诈骗', '非法集资', '消费纠纷', '被骗', '美容贷', '传销'],
    },
    { code: '0399', zh: '其他', en: 'Other', synonyms: ['财产其他', '财产权益其他'] },
  ],
)
