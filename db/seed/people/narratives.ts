import type { PetitionClass } from '#catalogue/codes/petition-classes.ts'
import { familyMatters } from './narratives/family.ts'
import { personMatters } from './narratives/person.ts'
import { societyMatters } from './narratives/society.ts'
import { workMatters } from './narratives/work.ts'
import type { Rng } from './rng.ts'
import { between, zipf } from './rng.ts'

/** A class that a single petition can have: second level only. */
export type PetitionMatter = Exclude<PetitionClass, '01' | '02' | '03' | '04' | '05' | '06' | '07'>

const core: Record<PetitionMatter, readonly string[]> = {
  ...familyMatters,
  ...personMatters,
  ...workMatters,
  ...societyMatters,
}

/** Sentences with slots: what happened by class, what is asked by first level, and details that fit any matter. */
export const narratives = {
  core,
  asking: {
    '01': [
      '希望妇联帮忙调解。',
      '想问该怎么办。',
      '请妇联出面说说公道话。',
      '希望有人上门劝一劝。',
      '想了解能否申请法律援助。',
    ],
    '02': ['请求帮助。', '希望能保护我们的安全。', '盼望尽快查清。', '请妇联陪同反映。', '希望不要让别人知道。'],
    '03': [
      '请求维护我的权益。',
      '希望镇里协调解决。',
      '请问有什么政策可以依。',
      '希望与别人同等对待。',
      '想申请仲裁,不知找谁。',
    ],
    '04': [
      '希望得到帮助。',
      '请妇联帮忙向有关部门反映。',
      '想问能申请哪种救助。',
      '要求按规定办理。',
      '希望早日拿到钱。',
    ],
    '05': ['请求核实。', '希望按规定纠正。', '想知道向哪里申诉。'],
    '06': ['希望孩子能安心读书。', '请妇联帮忙联系学校。', '想得到一些指导。'],
    '07': ['请妇联关注。', '希望有关部门给个说法。', '想请人指条路。', '请求转有关部门处理。', '盼回复。'],
  },
  /** For violence and personal rights: nothing that doubts her or brings the family in. */
  quiet: [
    '白天要上班,只有晚上才方便。',
    '手里有{proof}可以作证。',
    '事情已经过去{span}。',
    '因为这事我经常睡不着。',
    '我识字不多,材料是请人代写的。',
    '之前找过{office},还在等消息。',
    '请不要打家里的电话。',
    '我现在暂住在亲戚家。',
  ],
  details: [
    '之前找过{office},一直没有结果。',
    '家里老的老、小的小,全靠我一个人。',
    '我身体不好,常年吃药。',
    '{kin}也劝过,没有用。',
    '手里有{proof}可以作证。',
    '事情已经拖了{span}。',
    '白天要上班,只有晚上才方便。',
    '我识字不多,材料是{kin}代写的。',
    '家里一年收入不到{n}万元。',
    '{kin}去年刚做完手术,欠了{sum}。',
    '邻居都知道这件事。',
    '因为这事我经常睡不着。',
    '曾经{verb}过,对方口头答应又反悔。',
    '我平时{trade},收入不稳定。',
    '说起来话长,{thing}也是那时候没的。',
    '{kids}的学费还没有着落。',
  ],
}

const slots: Record<string, readonly string[]> = {
  he: ['丈夫', '老公', '男方', '爱人', '孩子他爸', '家里男人', '当家的'],
  kids: ['孩子', '女儿', '儿子', '两个孩子', '小女儿', '大儿子', '一双儿女'],
  kin: ['婆婆', '娘家哥哥', '公公', '母亲', '父亲', '大姑子', '小叔子', '妹妹', '堂嫂', '姨妈', '叔伯'],
  when: [
    '上个月',
    '今年以来',
    '近半年来',
    '前几天',
    '去年底',
    '春节前后',
    '前天晚上',
    '三年前',
    '收完稻子以后',
    '清明那天',
  ],
  span: ['大半年', '一年多', '三个月', '两年', '好几年', '五十多天', '近十年', '一个冬天'],
  office: ['村委会', '镇政府', '派出所', '社区', '单位领导', '司法所', '信访窗口', '劳动监察', '法庭'],
  proof: ['照片', '病历', '聊天记录', '证人', '录音', '借条', '转账记录', '合同复印件', '保证书', '出警回执'],
  verb: ['调解', '协商', '写信反映', '当面谈', '请长辈说和', '报警', '打电话咨询'],
  trade: [
    '种地',
    '打零工',
    '做缝纫',
    '摆小摊',
    '采茶',
    '做家政',
    '编竹器',
    '带孩子',
    '养鸡',
    '在砖厂做饭',
    '做绣品',
    '收废品',
  ],
  thing: ['陪嫁的柜子', '存折', '手机', '户口本', '结婚证', '金耳环', '缝纫机', '三轮车', '一头牛', '木料'],
  drunk: ['喝酒后', '打牌输了钱', '为一点小事', '没来由地', '怀疑我与人来往', '因为家务'],
}

/** Fills the slots of a sentence: words by rank, `{sum}` an amount, `{n}` a small number. */
export const fill = (next: Rng, template: string): string =>
  template.replace(/\{(\w+)\}/g, (whole, slot: string) => {
    if (slot === 'sum') return amount(next)
    if (slot === 'n') return String(between(next, 2, 12))
    const words = slots[slot]
    return words ? zipf(next, words) : whole
  })

const amount = (next: Rng): string =>
  zipf(next, [
    `${between(next, 1, 9)}万元`,
    `${between(next, 1, 9)}000多元`,
    `${between(next, 10, 38)}万元`,
    `${between(next, 3, 9)}00元`,
  ])
