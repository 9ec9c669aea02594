import type { Figure } from '../meaning/figures.ts'

const changeWords =
  /(?:高出|增长|增加|增幅|上升|上涨|提高|提升|净增|新增|下降|减少|减幅|降低|降幅|回落|缩小|缩短|扩大|多出|多|少|增|降|减|升|跌)(?:了|率|幅度|为|达|约|近|超过|[:])*$/
const compared =
  /同比|环比|比(?:上|去|前|同|20\d\d|19\d\d)|较(?:上|去|前|同|20\d\d|19\d\d)|与(?:上|去)年|(?:比|较)[^,;。\d]{1,12}\d[\d.,]*[^\d,;。]{1,6}$/

// Of 增长7.9%、16.1%和 the words before the first number.
const beforeRun = ({ clause }: Figure): string => clause.replace(/(?:\d[\d.,]*[%‰]?[、,和与及]*)+$/, '')

const known = new WeakMap<Figure, boolean>()

/** A printed change (比上年增加98件, 增长8%, 提高1.8个百分点) and not a value of its own. Every rule asks, so that the answer is kept. */
export const isChange = (figure: Figure): boolean => {
  const answer = known.get(figure) ?? saysChange(figure)
  known.set(figure, answer)
  return answer
}

const saysChange = (figure: Figure): boolean => {
  if (figure.family === 'point') return true
  if (/自然增长率?$/.test(figure.lead)) return false
  if (
    /(?:相差|高于[^,;]{0,8}|低于[^,;]{0,8}|高出|高|低|多|少|快|慢)$/.test(figure.lead) &&
    /比|较|于|差/.test(figure.clause)
  )
    return true
  if (/(?:到|至|为|达)$/.test(figure.lead) && !/(?:增幅|降幅|增长率)(?:为|达)$/.test(figure.lead)) return false
  if (figure.family === 'percent')
    return (
      changeWords.test(figure.lead) ||
      (/^(?:[、,]|和|与|及)?$/.test(figure.lead) && compared.test(figure.clause) && changeWords.test(beforeRun(figure)))
    )
  return (
    changeWords.test(figure.lead) &&
    (compared.test(figure.clause) ||
      /(?:由|从)[^,;。]*(?:增加|增长|提高|发展|上升|下降|减少)(?:到|至|为)/.test(figure.clause) ||
      /^(?:增加|减少|净增|增长|增加的)$/.test(figure.lead))
  )
}
