import { randomUUID } from 'node:crypto'
import { numberLetter, quickNote } from '#modules/cases/server/index.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import { saveRoster } from '#modules/office/server/index.ts'
import { addDays, localDate } from '#platform/clock/time.ts'
import { asPersonIn } from '#platform/http/local.ts'
import { type DemoTools, type Hands, later } from './demo-hands.ts'
import { makePerson } from './people/names.ts'
import type { Rng } from './people/rng.ts'

type Note = Parameters<typeof quickNote>[3]

/** What the chair of the first community noted in five inputs on her phone, so many days ago. */
export const noted =
  (daysAgo: number, { kind, category, outcome, line }: Pick<Note, 'kind' | 'category' | 'outcome' | 'line'>) =>
  async (hands: Hands, next: Rng, now: Date): Promise<void> => {
    const who = makePerson(next, { division: '430202', places: [] })
    const at = new Date(Math.min(later(now, -daysAgo).getTime(), now.getTime()))
    await hands.as('village.chair', at, async (ctx) => {
      await quickNote(
        hands.engine,
        ctx,
        { home: '430202', id: hands.id },
        {
          kind,
          ...(category ? { category } : {}),
          safe: 'safe',
          outcome,
          line,
          person: { id: randomUUID(), name: who.name },
          data: {},
        },
      )
    })
  }

/** Takes the number of a letter from the book of the office. */
export const numbered = (hands: Hands, user: string, at: Date, key: { home: string; id: string }, paper: string) =>
  hands.as(user, at, (ctx) => numberLetter(hands.engine, ctx, key, paper))

/** Who is on duty where, by turns; the numbers are of no exchange that exists. */
const rosters = [
  { user: 'city.rights', day: ['方若溪', '周映棠'], night: '市妇联值班室 0731-00002000' },
  { user: 'county.rights', day: ['程嘉禾', '何静姝'], night: '区妇联值班室 0731-00002020' },
  { user: 'town.chair', day: ['唐秋芸'], night: '街道值班室 0731-00002030' },
] as const

/** Rosters of the demonstration city from a week ago to the end of the next month or so; a second time changes nothing. */
export const addDemoRosters = async ({ door }: DemoTools, now: Date): Promise<void> => {
  const days = Array.from({ length: 40 }, (_, n) => addDays(localDate(now), n - 7))
  for (const { user, day: names, night } of rosters) {
    const [name = '', phone = ''] = night.split(' ')
    const cells = days.flatMap((day, n) => [
      { day, shift: 'day' as const, name: names[n % names.length] ?? '' },
      { day, shift: 'night' as const, name, phone },
    ])
    await door.db
      .transaction()
      .execute((tx) =>
        asPersonIn(tx, { ...door, from: 'demo', enter: () => enterAs(tx, user, now) }, now, (ctx) =>
          saveRoster(ctx, { cells }),
        ),
      )
  }
}
