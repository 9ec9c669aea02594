import { label, type Label } from '#platform/text/label.ts'
import type { Figure } from './meaning/figures.ts'
import type { Finding } from './judge.ts'

/** A number as a person writes it: at most two places more than printed, no trailing zeros. */
export const shown = (value: number, places = 2): string => String(Number(value.toFixed(places)))

const printed = ({ value, scaleWord, hedgeWord, decimals, unit }: Figure): string =>
  `${decimals > 0 ? value.toFixed(decimals) : shown(value)}${hedgeWord && !/^[近约将超逾不至最接高低]/.test(hedgeWord) ? hedgeWord : ''}${scaleWord}${unit}`

/** The arithmetic of a finding in one line: 218÷287=75.96%. */
export const sum = ({ relation: { formula, operands, stated, down, by }, computed }: Finding): string => {
  const names = operands.map((one) =>
    one.scale === 1 ? shown(one.value, 4) : `${shown(one.value, 4)}${one.scaleWord}`,
  )
  const result = computed === null ? '' : shown(computed, Math.max(2, stated?.decimals ?? 0))
  switch (formula) {
    case 'share':
      return operands.length < 2
        ? `${names[0]}÷${stated ? printed(stated) : ''}≈${result}`
        : `${names.join('÷')}${stated?.unit === '' ? '×100' : ''}=${result}${stated?.unit ?? '%'}`
    case 'partOf':
      return `${names[0]}×${stated ? printed(stated) : ''}≈${result}`
    case 'sum':
      return `${names.join('+')}=${result}`
    case 'difference':
    case 'points':
      return `${names.join('−')}=${result}`
    case 'product':
      return `${[...names, ...(by === undefined ? [] : [by])].join('×')}=${result}`
    case 'products':
      return `${names.map((one, at) => (at === 0 ? one : `${at % 2 === 0 ? '+' : '×'}${one}`)).join('')}=${result}`
    case 'grownTimes':
      return `${names.join('÷')}−1=${result}`
    case 'quotient':
      return `${[...names, ...(by === undefined ? [] : [by])].join('÷')}=${result}`
    case 'balance':
      return `${names[0]}+${names[1]}−${names[2]}=${result}`
    case 'shareOfSum':
      return `(${names.slice(0, -1).join('+')})÷${names.at(-1)}=${result}${stated?.unit ?? '%'}`
    case 'growthBy':
      return `${names[1]}÷(${names[0]}${down ? '+' : '−'}${names[1]})=${computed === null ? '' : shown(Math.abs(computed), 2)}%`
    case 'growth':
      return operands.length < 2
        ? `${names[0]}÷(1${down ? '−' : '+'}${stated ? printed(stated) : ''})=${result}`
        : `${names[0]}÷${names[1]}−1=${result}%`
    case 'same':
      return operands[0] ? printed(operands[0]) : ''
    case 'atMost':
      return `${names[0]}≤${stated ? printed(stated) : ''}`
  }
}

/** The verdict in one plain sentence. */
export const explain = (finding: Finding): Label => {
  const { relation, verdict } = finding
  const own = relation.stated ? printed(relation.stated) : ''
  const line = sum(finding)
  if (relation.earlier !== undefined)
    return verdict === 'mismatch'
      ? label(`对照上一份报告:${line},这里写 ${own}。`, `By the earlier report: ${line}; here it is ${own}.`)
      : label(`对照上一份报告:${line},与这里的 ${own} 相符。`, `By the earlier report: ${line}, as here (${own}).`)
  switch (verdict) {
    case 'match':
      return label(`${line},与原文 ${own} 相符。`, `${line}, as printed (${own}).`)
    case 'match-truncated':
      return label(`${line},原文 ${own} 是舍去尾数,不算错。`, `${line}; ${own} is truncated, not wrong.`)
    case 'mismatch':
      return label(`${line},原文 ${own}。`, `${line}; the text says ${own}.`)
    case 'unattainable':
      return label(`${line}:没有一个整数能得出原文的 ${own}。`, `${line}: no whole number gives ${own}.`)
    case 'derived':
      return label(`原文没有写,由 ${line} 推出。`, `Not printed; ${line}.`)
    case 'lost':
      return relation.rule === 'overwritten'
        ? label('这里的数像是被年份盖住了,请对照原件。', 'A year seems to stand over the number: compare the original.')
        : finding.computed === null
          ? label('这里缺数,请对照原件。', 'A number is missing: compare the original.')
          : label(`这里缺数,按前后文 ${line}。`, `A number is missing; by the text ${line}.`)
    case 'undecided':
      return label(
        `${line},原文 ${own};口径不明,判断不了。`,
        `${line}, the text says ${own}; the base is unclear, so it cannot be decided.`,
      )
  }
}
