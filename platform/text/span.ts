import { label, type Label } from './label.ts'

/** How long something lasts, in the largest unit that is full: 40 秒, 10 分钟, 3 小时, 39 天. */
export const spanText = (seconds: number): Label => {
  if (seconds < 60) return label(`${Math.floor(seconds)} 秒`, `${Math.floor(seconds)} s`)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return label(`${minutes} 分钟`, `${minutes} min`)
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? label(`${hours} 小时`, `${hours} h`)
    : label(`${Math.floor(hours / 24)} 天`, `${Math.floor(hours / 24)} days`)
}
