import type { Mention, Role } from './scan.ts'

type Seen = Omit<Mention, 'role'>
type Rule = {
  readonly role: Role
  /** Texts in which the number in ［］ has this role; the test reads them. */
  readonly examples: readonly string[]
  readonly is: (seen: Seen, front: string, back: string, printed: string) => boolean
}

const isArabic = (printed: string): boolean => /^\d/.test(printed)

// The first rule that says yes decides; what none claims is a figure where it has a unit, else a name.
const rules: readonly Rule[] = [
  {
    role: 'date',
    examples: [
      '［2014］年',
      '［5］月1日',
      '5月［1］日',
      '［1］-10月份',
      '［09］年',
      '［8］:00',
      '［2010］-06-18',
      '［二〇一四］年',
      '［12］月',
    ],
    is: ({ unit, value, scaleWord }, front, back, printed) => {
      const rest = back.slice(printed.length)
      if (scaleWord !== '') return false
      if (/^(?:19|20)\d\d$/.test(printed) && /^(?:[—–~至到-](?:19|20)?\d{2,4})?(?:学)?年/.test(rest)) return true
      if (/^(?:19|20)\d\d$/.test(printed) && /^[-./]\d{1,2}(?!\d)/.test(rest)) return true
      if (/^[二一][〇零九]/.test(printed) && rest.startsWith('年')) return true
      if (/^(?:0\d|[5-9]\d)$/.test(printed) && /^年(?!来|以|多|前|后|间|的历)/.test(rest)) return true
      if (/(?:19|20)\d\d[-./]$|\d{4}[-./]\d{1,2}[-./]$/.test(front) && printed.length <= 2) return true
      if (isArabic(printed) && value >= 1 && value <= 12 && /^(?:[—–~、至到-]\d{1,2})*月(?!均)/.test(rest)) return true
      if (/^[一二三四五六七八九十]+$/.test(printed) && value <= 12 && /^月(?!份?均|子|嫂|饼)/.test(rest)) return true
      if (/(?:月|[日号][—–~、至到-])$/.test(front) && value <= 31 && /^(?:[—–~、至到-]\d{1,2})?[日号]/.test(rest))
        return true
      if (/\d月\d{1,2}[日号]?[—–~、至到-]$/.test(front) && value <= 31) return true
      if (/\d[::]$/.test(front) && /^\d\d$/.test(printed)) return true
      if (isArabic(printed) && /^[::]\d\d(?!\d)/.test(rest)) return true
      if (/^(?:19|20)\d\d$/.test(printed) && unit === '' && !/[〔[［(]$/.test(front)) return true
      return /^\d{1,2}$/.test(printed) && unit === '日' && value <= 31 && /[月、]$/.test(front)
    },
  },
  {
    role: 'identifier',
    examples: ['开通［12338］热线', '拨打［110］报警', '〔［2014］〕12号', '热线［12338］接听'],
    is: ({ unit }, front, back, printed) =>
      (isArabic(printed) &&
        (/^(?:号(?!店)|热线|平台|电话|报警|专线|指挥|维权热线|公益|妇女维权|法律援助热线|妇女热线)/.test(
          back.slice(printed.length),
        ) ||
          (/(?:热线|电话|拨打|号码|邮编|QQ|ICP备?|微信|传真|专线)[::“"]?$/i.test(front) &&
            (unit === '' || printed.length >= 5)) ||
          (/[〔[［(]$/.test(front) && /^\d{4}[〕\]］)]\d*号?/.test(back)))) ||
      (isArabic(printed) && printed.length >= 7 && unit === '' && !printed.includes('.') && !printed.includes(',')) ||
      (/^(?:12338|12348|12345|12355|110|119|120|122|148)$/.test(printed) && unit === ''),
  },
  {
    role: 'ordinal',
    examples: ['第［五］届', '第［3］次', '［一］是加强', '前［三］名', '其［一］'],
    is: ({ value }, front, back, printed) =>
      front.endsWith('第') ||
      (front.endsWith('其') && /^[一二三四五]$/.test(printed)) ||
      (/^[一二三四五六七八九十]{1,2}$/.test(printed) && /^(?:是|要|则)(?!否)/.test(back.slice(printed.length))) ||
      (/(?<![建之年月日节期])前$/.test(front) && value <= 500 && /^(?:名|位|列)/.test(back.slice(printed.length))),
  },
  {
    role: 'mark',
    examples: ['(［一］)搭建', '。［2］、建立', '［1］.组织', '［三］、做好'],
    is: (_seen, front, back, printed) =>
      printed.length <= 3 &&
      ((/(?:^|[\n。;；:：!?”])\s*$/.test(front) && /^(?:[、．]|[.](?!\d))/.test(back.slice(printed.length))) ||
        (/[(（]$/.test(front) && /^[)）]/.test(back.slice(printed.length)))),
  },
  {
    role: 'name',
    examples: [
      '“［6］.26”禁毒日',
      '“［三］八”妇女节',
      '“［五］好”家庭',
      '“［12］·4”法制宣传日',
      '“［十］二五”规划',
      '［三］八节',
      '［两］癌筛查',
      '［两］纲',
      '［六一］期间',
      '［三］个代表',
    ],
    is: ({ unit }, front, back, printed) => {
      const rest = back.slice(printed.length)
      if (/^\d{1,2}(?:\.\d{1,2})?$/.test(printed) && /[“"‘]$/.test(front) && /^[.·•。]?\d{0,2}[”"’]/.test(rest))
        return true
      if (/^\d{1,2}$/.test(printed) && /^[·•]\d/.test(rest)) return true
      if (/\d[·•]$/.test(front)) return true
      if (isArabic(printed)) return false
      if (
        /^(?:节|妇|期间|前夕|活动|来临|维权)/.test(rest) &&
        /^(?:三八|六一|五四|五一|七一|十一|八一|六五|五五|七五|四五|十五)$/.test(printed)
      )
        return true
      if (
        /^(?:三八|六一|五一|五四|七一|八一|十一|十二五|十三五|十四五|十五|十一五|九五|十五五)/.test(printed) &&
        unit === ''
      )
        return true
      if (/[“"‘][^”"’]{0,4}$/.test(front) && /^[^“"‘,。;]{0,8}[”"’]/.test(rest) && !/^[个名人户件起场次]/.test(rest))
        return true
      return (
        /^(?:个代表|个全面|个自信|个意识|个维护|个确立|讲三心|中全会|癌|纲|规|会|新|学一做|委(?!员)|代会|孩|胎|级|线|地|岗|手|方面?(?=负责)|校|站|把手|心一意|位一体|体|观|项工程|农|治|无|失|有)/.test(
          rest,
        ) && /^[一二两三四五六七八九十双]+$/.test(printed)
      )
    },
  },
  {
    role: 'age',
    examples: ['［35］岁以下', '年满［60］周岁'],
    is: ({ family }, front, back, printed) =>
      (family === 'age' &&
        !/平均年龄|年龄平均|上届|上年|换届前|(?:下降|降低|提高|上升|年轻|推迟|增加|减小)了?$/.test(front)) ||
      (/^\d{1,2}$/.test(printed) && /^(?:[—–~至到-]+)\d{1,3}(?:周)?岁/.test(back.slice(printed.length))),
  },
  {
    role: 'bound',
    examples: [
      '年营业额［10］万元以下的118人',
      '［10］万—50万元的84人',
      '收入［3000］元以上的家庭',
      '吸纳［5］人以上就业的27家',
      '经［3］次以上咨询的26人',
    ],
    is: ({ hedge, family, end, digits, value }, _front, back) =>
      (hedge === 'atLeast' &&
        family === 'event' &&
        value <= 10 &&
        /^[\u3400-\u9fff]{2}/.test(back.slice(end - digits[0]))) ||
      ((hedge === 'atLeast' || hedge === 'atMost') &&
        /^(?:的|\(含\)|[\u3400-\u9fff]{1,6}的\d)/.test(back.slice(end - digits[0])) &&
        family !== 'percent') ||
      /^\d+(?:\.\d+)?[万千]?(?:元)?[—–~至到-]+\d+(?:\.\d+)?[万千]?元(?:的|\()/.test(back) ||
      (family === 'money' && /^的\d/.test(back.slice(end - digits[0])) && /[—–~至到-]$/.test(_front)),
  },
  {
    role: 'duration',
    examples: ['近［两］年来', '［3］个月', '历时［10］天', '［五］年来', '婚龄［5］至10年的'],
    is: ({ family, unit, decimals }, front, back) =>
      /^\d{1,3}(?:[—–~至到-])\d{1,3}(?:个)?(?:年|月|天|周|小时)/.test(back) ||
      (family === 'duration' &&
        !(['小时', '分钟', '秒'].includes(unit) && (decimals > 0 || /时间|时长|时效|用时|平均|比/.test(front)))),
  },
  {
    role: 'article',
    examples: ['为［一］个家庭', '召开［一］次会议'],
    is: (_seen, _front, _back, printed) => printed === '一',
  },
]

/** What the number is, by the words around it (domain/10 section 8; issue texts call the rest "a number but no figure"). */
export const roleOf = (text: string, seen: Seen): Role => {
  const [from] = seen.digits
  const front = text.slice(Math.max(0, from - 12), from)
  const back = text.slice(from, from + 24)
  const printed = text.slice(from, seen.digits[1])
  const rule = rules.find(({ is }) => is(seen, front, back, printed))
  if (rule) return rule.role
  return seen.unit === '' && !isArabic(printed) ? 'name' : 'figure'
}

/** The rules with their examples, for the test that holds them to these. */
export const roleRules = rules
