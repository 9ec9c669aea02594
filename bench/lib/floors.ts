// What the product's answers cost as bare SQL: the same rows for a login that passes every policy, one statement each,
// worded as one would who has nothing to hide. Values come from the caller as JSON. Figures have two floors: the cells the house keeps,
// read bare, and counting the records themselves, which is what a house without a ledger does (mechanisms section 9).

const card = `h.home, h.id, h.kind, h.number, h.title, h.category, h.channel, h.status, h.phase, h.opened_at, h.next_due_at, h.next_due_started_at, h.persons, h.flags, h.version, u.name as unit, a.name as owner`
const withNames = `join org.unit u on u.id = h.unit_id left join identity.post p on p.id = h.owner_post left join identity.account a on a.id = p.account_id`
const newest = 'order by h.opened_at desc, h.id desc'
const list = (where: string): string =>
  `select ${card} from (select * from cases.head h where ${where} ${newest} limit 51) h ${withNames} ${newest}`
const children = (table: string, columns: string): string =>
  `(select json_agg(json_build_object(${columns})) from cases.${table} c where c.home = h.home and c.case_id = h.id)`

const due = (where: string): string =>
  `select ${card} from (select * from cases.head h where ${where} and h.next_due_at is not null order by h.next_due_at, h.id limit 20) h ${withNames} order by h.next_due_at`

/**
 * The statements by name; a village, which has no cells of its own, sums its postings. What a floor creates cannot be opened,
 * so it is dated five years back, where no list that is measured shows it.
 */
export const floors = {
  listRange: list('h.scope >= $1 and h.scope < $2'),
  listArea: list('h.area = $1'),
  dueRange: due('h.scope >= $1 and h.scope < $2'),
  dueArea: due('h.area = $1'),
  open: `select ${card}, encode(b.data, 'base64') as data, ${children('party', `'id', c.id, 'role', c.role, 'sealed', encode(c.sealed, 'base64')`)} as parties,
      ${children('step', `'seq', c.seq, 'action', c.action, 'at', c.occurred_at, 'to', c.to_status`)} as steps, ${children('clock', `'key', c.key, 'due', c.due_at, 'rule', c.rule`)} as clocks
    from cases.head h join cases.body b on b.home = h.home and b.case_id = h.id ${withNames} where h.home = $1 and h.id = $2::uuid`,
  person: `select ${card} from search.person s join cases.head h on h.home = s.home and h.id = s.record_id ${withNames}
    where s.token = decode($3, 'hex') and h.scope >= $1 and h.scope < $2 ${newest} limit 50`,
  text: `with m as materialized (select home, record_id, opened_at from search.text where grams @> $3::int[])
    select ${card} from m join cases.head h on h.home = m.home and h.id = m.record_id ${withNames} where h.scope >= $1 and h.scope < $2 order by m.opened_at desc limit 50`,
  cells: `select measure, left(category, 2) as class, sum(n) as n from figures.cell where unit_id = $1 and measure = any($2::text[]) and month between $3 and $4 group by 1, 2`,
  postings: `select f.measure, left(f.category, 2) as class, sum(f.n) as n from org.unit u join figures.posting f on f.unit_id = u.id
    where u.scope >= $1 and u.scope < $2 and f.measure = any($3::text[]) and f.month between $4 and $5 group by 1, 2`,
  counted: `select left(h.category, 2) as class, to_char(h.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as n from cases.head h
    where h.scope >= $1 and h.scope < $2 and h.kind = 'petition' and h.opened_at >= $3::timestamptz and h.opened_at < $4::timestamptz group by 1, 2`,
  create: `with made as (insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, next_due_at, next_due_started_at, next_due_clock, owner_post, created_by, created_at, touched_at)
      values ($1, $2::uuid, 'petition', 1, $1 || '-F-' || $2, $3::int, $4, '0403', 'V', 'registered', 0, '反映家庭财产分割一事', now() - interval '5 years', now() + interval '15 days', now(), 'notice', $5::uuid, $6::uuid, now(), now())),
    body as (insert into cases.body (home, case_id, data_key, data) values ($1, $2::uuid, decode($7, 'hex'), decode($8, 'hex'))),
    party as (insert into cases.party (home, case_id, id, role, sealed) values ($1, $2::uuid, gen_random_uuid(), 'petitioner', decode($8, 'hex'))),
    step as (insert into cases.step (home, case_id, seq, occurred_at, recorded_at, action) values ($1, $2::uuid, 1, now(), now(), 'opened')),
    clock as (insert into cases.clock (home, case_id, key, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at)
      values ($1, $2::uuid, 'notice', 'P01', '2022-05-01', '信访工作条例第二十三条', 'Petition regulations Art. 23', now(), now() + interval '15 days', now() + interval '15 days')),
    person as (insert into search.person (token, home, record_id, form) select decode(t, 'hex'), $1, $2::uuid, n from unnest($9::text[]) with ordinality x (t, n)),
    words as (insert into search.text (home, record_id, opened_at, grams) values ($1, $2::uuid, now() - interval '5 years', $10::int[]))
    insert into figures.posting (measure, def_version, unit_id, month, booked_month, n, home, record_id, posted_at)
    select m, 1, $3::int, to_char(now(), 'YYYY-MM'), to_char(now(), 'YYYY-MM'), 1, $1, $2::uuid, now() from unnest(array['petition.received', 'petition.persons', 'petition.inHand', 'petition.noticeDue']) m`,
} as const

/** The name of a floor. */
export type Floor = keyof typeof floors

/** The floor of today's work, the twenty due first. */
export const dueFloor = (scope: string): ReturnType<typeof listFloor> => {
  const { floor, values } = listFloor(scope)
  return { floor: floor === 'listArea' ? 'dueArea' : 'dueRange', values }
}

/** The floor of a list: a city asks by its area, every other place by range (docs/decisions/0003). */
export const listFloor = (scope: string): { readonly floor: Floor; readonly values: readonly string[] } => {
  const area = /^\/([^/]+\/[^/]+)\/$/.exec(scope)?.[1]
  return area ? { floor: 'listArea', values: [area] } : { floor: 'listRange', values: rangeOf(scope) }
}

/** The half-open range of scopes at and below a place. */
export const rangeOf = (scope: string): string[] => [scope, `${scope.slice(0, -1)}0`]
