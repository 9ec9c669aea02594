import type { Edit } from './layer.ts'

// Only where the neighbours leave one word: 效劳中心 was 服务中心, while 计划 and 方案, 项目 and 工程 are both words of such texts.
const spunWords: readonly (readonly [spun: RegExp, usual: string])[] = [
  [/假设干(?=\p{Script=Han})/gu, '若干'],
  [/效劳(?=中心|站|队|热线|平台|体系|窗口|妇女|群众|基层|大局|对象|功能|能力|水平|工作)/g, '服务'],
  [/(?<=志愿|公共|社会|法律|咨询|家政|优质|便民|心理)效劳/g, '服务'],
  [/(?<=可持续|科学|健康|和谐|经济社会|生存与|生存和)开展(?![了过]|的?活动)/g, '发展'],
  [/(?<=妇女|儿童)开展(?=规划|纲要|状况|水平|环境|监测)/g, '发展'],
  [/广阔(?=妇女|农村妇女|群众|儿童|家庭|家长|干部|党员|女性)/g, '广大'],
  [/礼貌(?=家庭|创建|单位|城市|社区|村|岗|新风|窗口|行业)|(?<=精神)礼貌/g, '文明'],
  [/根底(?=上|设施|教育|数据|性|工作)|(?<=良好|坚实|群众|物质|思想|组织)的?根底/g, '基础'],
  [/带给(?=了?(?:法律|服务|效劳|帮助|保障|支持|岗位|就业|资金|援助|依据|咨询|贷款))/g, '提供'],
  [/帮忙(?=困难|贫困|妇女|她们|群众|儿童|留守|单亲|解决|协调)/g, '帮助'],
  [/(?<=工作|服务|效劳|履职|就业|创业|业务|致富|维权)潜力|潜力(?=建设)/g, '能力'],
  [/用心(?=参与|开展|探索|组织|推进|发挥|配合|争取|引导|营造|协调|动员|落实)/g, '积极'],
]

/** Words a machine has put in the place of others so that a copied text looks new (domain/10 section 8), where only one word can have stood: 效劳中心 is 服务中心. */
export const spun = (text: string): Edit[] => {
  const edits: Edit[] = []
  for (const [pattern, usual] of spunWords)
    for (const { 0: was, index } of text.matchAll(pattern)) {
      const kept = was.startsWith('的') ? 1 : 0
      edits.push({ start: index + kept, end: index + was.length, to: usual, why: 'spun' })
    }
  const sorted = edits.sort((one, other) => one.start - other.start)
  return sorted.filter(({ start }, at) => at === 0 || start >= (sorted[at - 1]?.end ?? 0))
}
