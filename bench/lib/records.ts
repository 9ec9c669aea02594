import type pg from 'pg'
import { withoutIndexes } from '#platform/db/bulk.ts'

/** The last day of the made-up two years; every record was opened in the 730 days before it. */
export const today = '2026-07-01T00:00:00+08:00'

/** Cities that get a fixed share of all records: Chengdu a tenth, Changsha a hundredth. */
const crowded = [
  { scope: '/51/01/', share: 0.1 },
  { scope: '/43/01/', share: 0.01 },
] as const

/** Villages with many records of their own: a busy one and a very busy one. */
const busyVillages = [20, 55] as const

/**
 * Where records may fall: one row per county (or districtless city) with the ranks of its units in scope order,
 * weighted by the number of its units, and one row per unit with what its records need.
 */
export const makeSpread = async (root: pg.Client): Promise<void> => {
  await root.query(`select setseed(0.42)`)
  await root.query(`create temp table spot as
    select u.id as unit_id, u.scope, u.level, rpad(left(u.code, 6), 6, '0') as home, row_number() over (order by u.scope) as rank,
      array_remove(array[${[0, 1, 2, 3, 4].map((up) => `case when u${up}.scope <> '/' then hashtext('place' || u${up}.scope) end`).join(', ')}], null) as tokens
    from org.unit u join org.unit u0 on u0.id = u.id
    left join org.unit u1 on u1.id = u0.parent_id left join org.unit u2 on u2.id = u1.parent_id
    left join org.unit u3 on u3.id = u2.parent_id left join org.unit u4 on u4.id = u3.parent_id`)
  await root.query('create unique index on spot (rank); create unique index on spot (scope); analyze spot')
  await root.query(`create temp table area as
    select u.scope, s.rank as first, (select rank from spot i where i.scope < left(u.scope, -1) || '0' order by i.scope desc limit 1) - s.rank + 1 as units, 0::float8 as weight
    from org.unit u join spot s on s.unit_id = u.id
    where u.level = 'D' or (u.level = 'C' and not exists (select from org.unit d where d.parent_id = u.id and d.level = 'D'))
    order by u.scope`)
  await root.query('update area set weight = 150 + units')
  for (const { scope, share } of crowded) {
    const hi = `${scope.slice(0, -1)}0`
    await root.query(
      `update area set weight = weight * $3 / (1 - $3) * (select sum(weight) from area where not (scope >= $1 and scope < $2)) /
        (select sum(weight) from area where scope >= $1 and scope < $2) where scope >= $1 and scope < $2`,
      [scope, hi, share],
    )
  }
}

/**
 * Fills `cases.head`, oldest first as a living house would: 70 % petitions, 20 % disputes, 10 % violence (restricted),
 * four fifths closed, a few seen from elsewhere, a few with someone shut out.
 */
export const makeHeads = (root: pg.Client, total: number): Promise<void> =>
  inTransaction(root, () =>
    withoutIndexes(root, ['cases.head'], async () => {
      const villages = await root.query<{ rank: number }>(
        `select rank from spot where level = 'V' and rank in (select max(rank) - 3 from spot group by home) order by md5(scope) limit $1`,
        [busyVillages.length],
      )
      const busy = busyVillages
        .map((records, at) => `when n % ${Math.floor(total / records)} = ${at + 7} then ${villages.rows[at]?.rank}`)
        .join(' ')
      await root.query(
        `insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at,
          decided_at, closed_at, result, next_due_at, next_due_started_at, next_due_clock, owner_post, persons, access, viewers, barred, waiting, created_by, created_at, touched_at)
        with area_sum as (select array_agg(upto order by upto) as upto, max(upto) as whole, array_agg(first order by upto) as first, array_agg(units order by upto) as units
            from (select sum(weight) over (order by scope) as upto, first, units from area) a),
        drawn as materialized (
          select n, random() as place_draw, random() as level_draw, random() as unit_draw, random() as kind_draw, random() as class_draw, random() as phase_draw,
            random() as share_draw, random() as bar_draw,
            $2::timestamptz - interval '730 days' * (1 - (n + 5000 * random()) / ($1 + 5000)) as opened
          from generate_series(1, $1::int) n),
        county as materialized (
          select d.*, case when level_draw < 0.01 then 0 else width_bucket(place_draw * whole, upto) + 1 end as at from drawn d, area_sum),
        placed as materialized (
          select c.*, case ${busy} when at = 0 then (array[1, (select rank from spot where scope = '/43/'), (select rank from spot where scope = '/43/02/')])[1 + floor(3 * unit_draw)::int]
            when level_draw < 0.15 then first[at] else first[at] + floor(power(unit_draw, 1.6) * units[at])::int end as rank,
            case when kind_draw < 0.7 then 'petition' when kind_draw < 0.9 then 'dispute' else 'violence' end as kind,
            case when phase_draw < case when n > 0.9 * $1 then 0.6 else 0.11 end then 0 when phase_draw < case when n > 0.9 * $1 then 0.75 else 0.15 end then 1 else 2 end::smallint as phase
          from county c, area_sum)
        select home, uuidv7(opened - clock_timestamp()), kind, 1,
          home || '-' || left(kind, 1) || '-' || extract(year from opened) || '-' || n, unit_id, scope,
          kind || '.' || lpad(floor(40 * power(class_draw, 2))::text, 2, '0'), (array['visit','letter','phone','web'])[1 + n % 4],
          (array['accepted','concluded','archived'])[phase + 1], phase, case when kind <> 'violence' then '反映家庭财产分割一事第' || n end, opened,
          case when phase > 0 then opened + interval '20 days' end, case when phase = 2 then opened + interval '30 days' end, case when phase > 0 then 'settled' end,
          case when phase < 2 then opened + interval '60 days' end, case when phase < 2 then opened end, case when phase < 2 then 'conclude' end, md5('post' || unit_id)::uuid, 1 + n % 2,
          case when kind = 'violence' then 1 + (bar_draw < 0.02)::int else 0 end,
          case when kind = 'violence' then array['u:' || md5('account' || unit_id)::uuid, 'p:' || md5('post' || unit_id)::uuid, 'o:' || unit_id]
              || case when share_draw < 0.1 then array['o:' || 1 + floor(share_draw * 6000000)::int] else '{}' end
            when share_draw < 0.002 then array['o:' || 1 + floor(share_draw * 300000000)::int] else '{}' end,
          case when bar_draw < 0.001 then array['u:' || md5(n::text)::uuid, 'p:' || md5(n::text || 'p')::uuid] else '{}' end,
          case when phase = 0 and share_draw > 0.97 then 'below' end, md5('account' || unit_id)::uuid, opened, opened
        from placed join spot using (rank) order by n`,
        [total, today],
      )
    }),
  )

/** Shares records from outside each place's range with it, as help between counties does. */
export const shareFromOutside = async (
  root: pg.Client,
  unitId: number,
  scope: string,
  records: number,
): Promise<void> => {
  await root.query(
    `update cases.head h set viewers = h.viewers || ('o:' || $1::int) from (select home, id from cases.head tablesample system (1)
      where not (scope >= $2 and scope < left($2, -1) || '0') and access = 0 limit $3) pick where h.home = pick.home and h.id = pick.id`,
    [unitId, scope, records],
  )
}

/** Search tokens as the service would write them: five per record, pinyin and initials not for restricted kinds. */
export const makePersonTokens = (root: pg.Client): Promise<void> =>
  inTransaction(root, () =>
    withoutIndexes(root, ['search.person'], () =>
      root.query(`insert into search.person (token, home, record_id, form)
        select decode(md5(case form when 1 then 'i' || who when 2 then 'p' || who when 3 then 'n' || who % 200000 || home
          when 4 then 'y' || who % 20000 || home else 'a' || who % 600 || home end), 'hex'), home, id, form
        from (select home, id, access, floor(random() * 700000)::int as who from cases.head) h cross join generate_series(1, 5) form
        where access = 0 or form < 4`),
    ),
  )

/** SQL of a pair's token in the made-up vocabulary; the higher the rank, the rarer the pair (Zipf). */
export const pairToken = (rank: number): string => `hashint4(${rank})`

/**
 * `search.text` of open kinds: each narrative is two of 30,000 half narratives (60 to 99 pairs of a Zipf vocabulary of
 * 500,000) and the tokens of its places.
 */
export const makeTexts = (root: pg.Client): Promise<void> =>
  inTransaction(root, async () => {
    await root.query(`create temp table half as
      select h, array_agg(distinct hashint4(floor(exp(random() * ln(500000)))::int)) as grams
      from generate_series(0, 29999) h cross join generate_series(1, 60 + h % 40) group by h`)
    await root.query('create unique index on half (h); analyze half')
    await withoutIndexes(root, ['search.text'], () =>
      root.query(`insert into search.text (home, record_id, opened_at, grams)
        select d.home, d.id, d.opened_at, a.grams || b.grams || s.tokens
        from (select home, id, opened_at, scope, floor(random() * 30000)::int as one, floor(random() * 30000)::int as two
          from cases.head where kind <> 'violence' order by opened_at) d
        join half a on a.h = one join half b on b.h = two join spot s on s.scope = d.scope order by d.opened_at`),
    )
  })

/** Bodies, parties, steps and clocks for the newest records of the nation and of each place: what pages and openings read. */
export const makeChildren = async (root: pg.Client, scopes: readonly string[], newest: number): Promise<void> => {
  await root.query(
    `create temp table sample as select home, id, opened_at, phase, persons from cases.head order by opened_at desc limit ${newest}`,
  )
  for (const scope of scopes) {
    await root.query(
      `insert into sample select home, id, opened_at, phase, persons from cases.head where scope >= $1 and scope < left($1, -1) || '0'
        and not exists (select from sample s where s.home = head.home and s.id = head.id) order by opened_at desc limit 2000`,
      [scope],
    )
  }
  const bytes = (size: number): string =>
    `decode(substr(repeat(md5(s.id::text || random()), ${Math.ceil(size / 16)}), 1, ${size * 2}), 'hex')`
  await root.query(
    `insert into cases.body (home, case_id, data_key, data) select home, id, ${bytes(64)}, ${bytes(400)} from sample s`,
  )
  await root.query(`insert into cases.party (home, case_id, id, role, sealed, sex, birth_year, residence)
    select home, s.id, uuidv7(), case when n = 1 then 'applicant' else 'other' end, ${bytes(200)}, 'F', 1960 + n, home from sample s cross join lateral generate_series(1, s.persons) n`)
  await root.query(`insert into cases.step (home, case_id, seq, occurred_at, recorded_at, action, from_status, to_status, note)
    select home, s.id, n, opened_at + n * interval '3 days', opened_at + n * interval '3 days', 'accept', 'registered', 'accepted', ${bytes(120)}
    from sample s cross join generate_series(1, 4) n`)
  await root.query(`insert into cases.clock (home, case_id, key, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, stopped_at, outcome)
    select home, s.id, k, 'P01', '2022-05-01', '信访工作条例第二十三条', 'Petition regulations Art. 23', opened_at, opened_at + interval '60 days', opened_at + interval '60 days',
      case when phase > 0 then opened_at + interval '20 days' end, case when phase > 0 then 'met' end from sample s cross join unnest(array['notice', 'conclude']) k`)
  await root.query('drop table sample')
}

/** Brings the planner's statistics up to date, as autovacuum has done in a living house. */
export const settle = async (root: pg.Client): Promise<void> => {
  for (const table of [
    'cases.head',
    'cases.body',
    'cases.party',
    'cases.step',
    'cases.clock',
    'search.person',
    'search.text',
  ]) {
    await root.query(`vacuum (analyze) ${table}`)
  }
  await root.query('checkpoint')
}

const inTransaction = async <T>(root: pg.Client, work: () => Promise<T>): Promise<void> => {
  await root.query('begin')
  try {
    await root.query(`set local maintenance_work_mem = '1GB'`)
    await root.query(`set local work_mem = '512MB'`)
    await work()
    await root.query('commit')
  } catch (error) {
    await root.query('rollback')
    throw error
  }
}
