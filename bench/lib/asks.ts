import type pg from 'pg'
import type { Place } from './places.ts'
import { pairToken } from './records.ts'

/** One thing a screen asks for, as the application asks (`scoped`) and as the same rows cost without any policy (`floor`). */
export type Ask = {
  readonly what: string
  readonly scoped: Step
  readonly floor: Step
}

/** Runs statements on one connection and answers how many rows came back. */
export type Step = (client: pg.Client) => Promise<number>

/** What the asks of a place look for, found beforehand without policies. */
export type Samples = {
  /** The last row of page 19, when the place has that many. */
  readonly cursor: { readonly opened_at: Date; readonly id: string } | null
  /** A record with children, newest first. */
  readonly record: Key | null
  /** Keys of the newest page. */
  readonly page: readonly Key[]
  readonly personToken: Buffer | null
  readonly words: { readonly common: number; readonly rare: number; readonly phrase: readonly number[] | null }
  readonly placeToken: number | null
}
type Key = { readonly home: string; readonly id: string }

/** Ranks of the pairs looked for: in about 3 % and in 0.01 % of narratives (see `makeTexts`). */
export const wordRanks = { common: 420, rare: 152_000 } as const

const columns =
  'h.home, h.id, h.kind, h.number, h.unit_id, h.category, h.status, h.phase, h.title, h.opened_at, h.next_due_at, h.next_due_started_at, h.owner_post, h.access, h.version'
const inRange = 'h.scope >= $1 and h.scope < $2'
const pageSize = 50

type Condition = { readonly text: string; readonly values: readonly string[] }

// A city asks by its stored area, whose index is in the order of the list; every other place by the range of scope.
const lies = ({ scope }: Place, from: number): Condition => {
  const [, province = '', second = '', ...deeper] = scope.split('/')
  if (deeper.length === 1) return { text: `h.area = $${from}`, values: [`${province}/${second}`] }
  return { text: `h.scope >= $${from} and h.scope < $${from + 1}`, values: rangeOf(scope) }
}

const rangeOf = (scope: string): string[] => [scope, `${scope.slice(0, -1)}0`]

const rows = async (client: pg.Client, text: string, values: unknown[]): Promise<number> =>
  (await client.query(text, values)).rowCount ?? 0

const same = (what: string, step: Step): Ask => ({ what, scoped: step, floor: step })

/** Everything timed at one place. */
export const asksOf = (place: Place, post: string, samples: Samples): Ask[] => {
  const range = rangeOf(place.scope)
  const list = (what: string, narrowed: string, order: string, values: readonly unknown[] = []): Ask => {
    const here = lies(place, values.length + 1)
    const text = `select ${columns} from cases.head h where ${here.text} ${narrowed} order by ${order} limit ${pageSize}`
    return same(what, (client) => rows(client, text, [...values, ...here.values]))
  }
  const newest = 'h.opened_at desc, h.id desc'
  const { cursor, record, page, personToken, words } = samples
  const text = (what: string, grams: readonly number[]): Ask =>
    textSearch(what, [...grams, ...(samples.placeToken === null ? [] : [samples.placeToken])], range)
  return [
    list('newest', '', newest),
    list('newest of a kind', 'and h.kind = $1', newest, ['dispute']),
    list('newest restricted', 'and h.kind = $1', newest, ['violence']),
    list('newest of a category', 'and h.kind = $1 and h.category = $2', newest, ['petition', 'petition.20']),
    ...(cursor
      ? [list('newest, page 20', 'and (h.opened_at, h.id) < ($1, $2)', newest, [cursor.opened_at, cursor.id])]
      : []),
    list('open by due', 'and h.phase = 0 and h.next_due_at is not null', 'h.next_due_at, h.id'),
    list(
      'open of a kind by due',
      'and h.phase = 0 and h.next_due_at is not null and h.kind = $1',
      'h.next_due_at, h.id',
      ['dispute'],
    ),
    same('mine', (client) =>
      rows(
        client,
        `select ${columns} from cases.head h where h.owner_post = $1 and h.phase < 2 order by h.next_due_at limit ${pageSize}`,
        [post],
      ),
    ),
    same('parties of a page', (client) =>
      rows(
        client,
        `select p.home, p.case_id, p.id, p.role, p.sealed from unnest($1::text[], $2::uuid[]) k (home, id) join cases.party p on p.home = k.home and p.case_id = k.id`,
        [page.map((key) => key.home), page.map((key) => key.id)],
      ),
    ),
    ...(record ? [same('open one', (client) => openOne(client, record))] : []),
    text('text, common word', [words.common]),
    text('text, rare word', [words.rare]),
    ...(words.phrase ? [text('text, phrase', words.phrase)] : []),
    ...(personToken ? [personSearch(personToken, range)] : []),
    shared(place.unitId),
  ]
}

const openOne = async (client: pg.Client, { home, id }: Key): Promise<number> => {
  let seen = await rows(client, 'select * from cases.head where home = $1 and id = $2', [home, id])
  for (const child of ['body', 'party', 'step', 'clock'])
    seen += await rows(client, `select * from cases.${child} where home = $1 and case_id = $2`, [home, id])
  return seen
}

const textSearch = (what: string, grams: number[], range: string[]): Ask => ({
  what,
  scoped: (client) =>
    rows(
      client,
      `select ${columns} from guard.search_text($1, ${pageSize}) s join cases.head h on h.home = s.home and h.id = s.id order by h.opened_at desc`,
      [grams],
    ),
  floor: (client) =>
    rows(
      client,
      `with m as materialized (select home, record_id, opened_at from search.text where grams @> $3::int[])
       select ${columns} from m join cases.head h on h.home = m.home and h.id = m.record_id
       where ${inRange} order by m.opened_at desc limit ${pageSize}`,
      [...range, grams],
    ),
})

const personSearch = (token: Buffer, range: string[]): Ask => ({
  what: 'person',
  scoped: (client) =>
    rows(
      client,
      `select ${columns} from guard.search_persons($1, ${pageSize}) s join cases.head h on h.home = s.home and h.id = s.id order by h.opened_at desc`,
      [[token]],
    ),
  floor: (client) =>
    rows(
      client,
      `select ${columns} from search.person s join cases.head h on h.home = s.home and h.id = s.record_id
       where s.token = any($3::bytea[]) and ${inRange} order by h.opened_at desc limit ${pageSize}`,
      [...range, [token]],
    ),
})

const shared = (unitId: number): Ask => ({
  what: 'shared with us',
  scoped: (client) =>
    rows(
      client,
      `select ${columns} from guard.shared_cases(${pageSize}) s join cases.head h on h.home = s.home and h.id = s.id order by h.opened_at desc`,
      [],
    ),
  floor: (client) =>
    rows(
      client,
      `select ${columns} from cases.head h where h.viewers <> '{}' and h.viewers && $1::text[] order by h.opened_at desc limit ${pageSize}`,
      [[`o:${unitId}`]],
    ),
})

/** Finds what to ask for at a place; superuser only. */
export const sampleOf = async (root: pg.Client, place: Place): Promise<Samples> => {
  const range = rangeOf(place.scope)
  const keys = await root.query<Key & { opened_at: Date }>(
    `select home, id, opened_at from cases.head h where ${inRange} order by opened_at desc, id desc limit ${pageSize * 19}`,
    range,
  )
  const page = keys.rows.slice(0, pageSize)
  const person = await root.query<{ token: Buffer }>(
    `select s.token from cases.head h join search.person s on s.home = h.home and s.record_id = h.id
     where ${inRange} and h.access = 0 and s.form = 5 order by h.opened_at desc limit 1`,
    range,
  )
  const phrase = await root.query<{ grams: number[] }>(
    `select array(select hashint4(r) from generate_series(400, 30000) r where hashint4(r) = any (t.grams) order by r limit 3) as grams
     from cases.head h join search.text t on t.home = h.home and t.record_id = h.id where ${inRange} order by h.opened_at desc limit 1`,
    range,
  )
  const tokens = await root.query<{ common: number; rare: number; place: number }>(
    `select ${pairToken(wordRanks.common)} as common, ${pairToken(wordRanks.rare)} as rare, hashtext('place' || $1) as place`,
    [place.scope],
  )
  const { common = 0, rare = 0, place: placeToken = 0 } = tokens.rows[0] ?? {}
  return {
    cursor: keys.rows.length === pageSize * 19 ? (keys.rows.at(-1) ?? null) : null,
    record: page[0] ?? null,
    page,
    personToken: person.rows[0]?.token ?? null,
    words: { common, rare, phrase: phrase.rows[0]?.grams ?? null },
    placeToken: place.scope === '/' ? null : placeToken,
  }
}
