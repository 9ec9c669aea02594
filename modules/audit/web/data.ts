import type { Label } from '#platform/text/label.ts'
import type { Say } from '#web/preferences.ts'

/** A colleague with her place. */
export const personText = (person: { name: string; username: string; title: Label | null }, say: Say): string =>
  `${person.name} ${person.title ? say(person.title) : person.username}`
