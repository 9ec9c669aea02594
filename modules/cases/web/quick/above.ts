import type { Label } from '#platform/text/label.ts'
import { useMe } from '#web/session.tsx'
import { useAbove } from '#web/shell/PersonAbove.tsx'
import { words } from './words.ts'

/** What a village calls the desk above it: 镇里, 街道; a town: 区县. */
export const useAboveName = (): Label => {
  const { level } = useMe().post.unit
  const above = useAbove()
  if (level === 'T') return words.county
  if (level !== 'V') return words.above
  return above?.unit.name.endsWith('街道') ? words.street : words.town
}
