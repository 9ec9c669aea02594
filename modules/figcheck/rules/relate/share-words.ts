import type { Figure } from '../meaning/figures.ts'

const ends = String.raw`(?:也|又|均|都|已|分别|始终|一直|继续|仍|只|仅|就)*(?:保持在|稳定在|达到了?|达|为|是|有|在|约|近|到|高达|已达|超过|提高到|上升到|下降到|增长到|降到|升到|[:])*$`

/** The words before a printed share that say of what it is one: 占总数的. */
export const shareOf = new RegExp(`占(?:到|了|据|比)?([^,;。占]{0,30}?)(?:的)?(?:比例|比重|比率)?${ends}`)
/** The name of a rate right before its number: 办结率达. */
export const rateName = new RegExp(
  `([\\u3400-\\u9fff]{1,14}?(?:率|比例|比重|占比|覆盖面|合格面|满意度|进度|任务的))${ends}`,
)

/** A whole's name without what every whole is called. */
export const stripped = (phrase: string): string =>
  phrase
    .replace(/(?:总数|总量|总人数|总额|总件数|总户数|总人口|全部|同期|总|的|所有|本|我)/g, '')
    .replace(/^(?:全[国省市县区镇乡村社校院]|其)/, '')

/** What the words before a share call its whole, or the rate its name; empty where neither stands. */
export const shareName = ({ lead }: Figure): string =>
  stripped(shareOf.exec(lead)?.[1] ?? rateName.exec(lead)?.[1] ?? '')
