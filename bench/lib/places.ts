import type pg from 'pg'

/** A unit whose lists are timed, with how many records lie in its range. */
export type Place = { readonly what: string; readonly unitId: number; readonly scope: string; readonly records: number }

/** What every run measures: name, level, and how many records the place should hold at a million. */
const wanted = [
  { what: 'village 20', level: 'V', records: 20 },
  { what: 'village 55', level: 'V', records: 55 },
  { what: 'town', level: 'T', records: 30 },
  { what: 'county', level: 'D', records: 345 },
  { what: 'city', level: 'C', records: 3_000 },
  { what: 'city 10k', level: 'C', records: 10_000 },
  { what: 'city 100k', level: 'C', records: 100_000 },
  { what: 'province', level: 'P', records: 32_000 },
  { what: 'nation', level: 'N', records: 1_000_000 },
] as const

/** Finds, for each size, the unit that comes nearest to it. Superuser only: counts under row-level security would be slow. */
export const choosePlaces = async (root: pg.Client, total: number): Promise<Place[]> => {
  await root.query(`create temp table held as
    select u.id, u.level, u.scope, sum(c.n)::int as records
    from (select scope, count(*) as n from cases.head group by scope) c
    cross join lateral (select left(c.scope, at) as prefix from generate_series(1, length(c.scope)) at where substr(c.scope, at, 1) = '/') above
    join org.unit u on u.scope = above.prefix
    group by u.id`)
  const places: Place[] = []
  for (const { what, level, records } of wanted) {
    const near = level === 'V' || level === 'T' ? records : (records * total) / 1_000_000
    const { rows } = await root.query<{ id: number; scope: string; records: number }>(
      'select id, scope, records from held where level = $1 order by abs(records - $2::float8), md5(scope) limit 1',
      [level, near],
    )
    const found = rows[0]
    if (!found) throw new Error(`no unit of level ${level} holds a record`)
    places.push({ what, unitId: found.id, scope: found.scope, records: found.records })
  }
  await root.query('drop table held')
  return places
}

/** Other counties, each a home of its own. */
export const otherCounties = async (root: pg.Client, count: number, but: readonly Place[]): Promise<Place[]> => {
  const { rows } = await root.query<{ unitId: number; scope: string }>(
    `select id as "unitId", scope from org.unit where level = 'D' and id <> all($1::int[]) order by md5(scope) limit $2`,
    [but.map(({ unitId }) => unitId), count],
  )
  return rows.map((row) => ({ what: 'another county', records: 0, ...row }))
}
