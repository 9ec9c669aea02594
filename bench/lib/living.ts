import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { homeOf } from '#modules/org/rules.ts'
import { derive } from '#platform/crypto/root.ts'
import { makeTokenizer, type Tokenizer } from '#platform/crypto/tokens.ts'
import type { Place } from './places.ts'
import { benchRoot } from './serving.ts'

/** Words looked for: in 3 % and in 0.01 % of the made-up narratives. */
export const words = { common: '彩礼', rare: '葡萄' } as const

/** The tokens the house makes, so that a floor can look for the same. */
export const benchTokens = (): Tokenizer => makeTokenizer(derive(benchRoot(), 'search'))

/** A signed-in rights officer at a place. */
export type Officer = {
  readonly place: Place
  readonly level: string
  readonly home: string
  readonly account: string
  readonly post: string
  readonly token: string
}

/** Opens an account with a post and a session of the next hours at a place; superuser only. */
export const openOfficer = async (root: pg.Client, place: Place): Promise<Officer> => {
  const token = randomBytes(32).toString('base64url')
  const home = homeOf(place)
  const { rows } = await root.query<{ account: string; post: string; level: string }>(
    `with who as (select $5::uuid as account, $6::uuid as post, level from org.unit where id = $1),
       account as (insert into identity.account (id, username, name, password, created_at, password_at) select account, 'bench.' || $1::int, '权益干部', '-', now(), now() from who),
       post as (insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
         select post, account, $1, $2, $3, 'rights', '权益干部', 'Rights officer', '2000-01-01' from who),
       session as (insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at)
         select $4, account, post, now(), now(), now() + interval '12 hours' from who)
     select * from who`,
    [place.unitId, place.scope, home, createHash('sha256').update(token).digest(), randomUUID(), randomUUID()],
  )
  const who = rows[0]
  if (!who) throw new Error('no such unit')
  return { place, home, token, ...who }
}

/** Gives the places where records fall the tokens the house would write for them, before narratives are made. */
export const givePlaceTokens = async (root: pg.Client, tokens: Tokenizer): Promise<void> => {
  const { rows } = await root.query<{ scope: string }>('select distinct scope from cases.head')
  await root.query(
    `update spot set tokens = array(select jsonb_array_elements_text(g.tokens)::int) from jsonb_to_recordset($1::jsonb) as g(scope text, tokens jsonb) where g.scope = spot.scope`,
    [JSON.stringify(rows.map(({ scope }) => ({ scope, tokens: tokens.placeGrams(scope) })))],
  )
}

/** Puts the two words into the narratives they are looked for in. */
export const plantWords = async (root: pg.Client, tokens: Tokenizer): Promise<void> => {
  for (const [word, share] of [
    [words.common, 0.03],
    [words.rare, 0.0001],
  ] as const)
    await root.query(
      `update search.text set grams = grams || $1::int[] where (home, record_id) in (select home, record_id from search.text where random() < $2)`,
      [tokens.queryGrams(word), share],
    )
}

/** Measures a figure by class is read for. */
export const readMeasures = ['received', 'accepted', 'concluded'] as const

/** What the made-up petitions would have posted, over real classes; superuser only. */
export const makePostings = async (root: pg.Client, classes: readonly string[]): Promise<number> => {
  const made = await root.query(
    `insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, posted_at)
     select 'petition.' || m.measure, 1, h.unit_id, m.month, m.month, ($1::text[])[1 + abs(hashtext(h.id::text)) % $2::int], '', '', u.level, 1, h.home, h.id, h.opened_at
     from cases.head h join org.unit u on u.id = h.unit_id
     cross join lateral (select to_char(h.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM') as opened, to_char(h.decided_at at time zone 'Asia/Shanghai', 'YYYY-MM') as decided) t
     cross join lateral (values ('received', t.opened), ('accepted', t.opened), ('concluded', t.decided)) m(measure, month)
     where h.kind = 'petition' and m.month is not null order by h.opened_at`,
    [classes, classes.length],
  )
  return made.rowCount ?? 0
}
