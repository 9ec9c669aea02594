import { halfWidth } from './checked.ts'

/**
 * The villagers' group (村民小组) an address names: 第三村民小组 and 3小组 are 三组 and 3组; undefined where none is named. It stands
 * beside a name, because 同名同姓 is normal in a village.
 */
export const groupOf = (address: string): string | undefined => {
  const name = /(?:^|[村社区屯寨镇乡街道路,、\s])第?([^村社区屯寨镇乡街道路,、\s第]{1,4}?)(?:村民|居民)?小?组/.exec(
    halfWidth(address),
  )?.[1]
  return name && `${name}组`
}
