-- Imports: one row a batch, so that a file can be resumed, counted and taken back as a whole.

create schema exchange;
grant usage on schema exchange to nuanjia_app, nuanjia_system, nuanjia_guard;

create table exchange.batch (
  id uuid primary key,
  home text not null check (home ~ '^[0-9]{6}$'),
  unit_id int not null,
  scope text collate "C" not null,
  kind text not null,
  digest bytea not null,
  name_digest bytea not null,
  status text not null check (status in ('writing', 'done', 'takingBack', 'takenBack')),
  rows int not null check (rows >= 0),
  written int not null default 0 check (written between 0 and rows),
  known int not null default 0 check (known >= 0),
  refused int not null default 0 check (refused >= 0),
  created_by uuid not null,
  created_post uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  taken_back_by uuid,
  taken_back_at timestamptz,
  taken_back_reason text check (char_length(taken_back_reason) between 2 and 500),
  check ((status = 'writing') = (finished_at is null)),
  check ((taken_back_by is null) = (status in ('writing', 'done'))),
  check ((taken_back_by is null) = (taken_back_at is null) and (taken_back_by is null) = (taken_back_reason is null)),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table exchange.batch is 'One import of one file. Only digests of the file and its name are kept: both may hold names of people. A batch that stays at writing was interrupted; the same file goes on with it.';
comment on column exchange.batch.digest is 'SHA-256 of the cells as read, so that the same table saved in another encoding is the same file.';
comment on column exchange.batch.known is 'Rows left out because they had been imported before.';
comment on column exchange.batch.refused is 'Rows left out because they have faults; more than zero only with --partial.';
-- Two people who start the same file at once go on with one batch.
create unique index batch_open on exchange.batch (home, kind, unit_id, digest) where status = 'writing';
create index batch_place on exchange.batch (scope, created_at desc);

alter table exchange.batch enable row level security;
alter table exchange.batch force row level security;
create policy batch_engine on exchange.batch for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy batch_read on exchange.batch for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
create policy batch_open on exchange.batch for insert to nuanjia_app
  with check (created_by = app.account() and scope >= app.lo() and scope < app.hi());
create policy batch_move on exchange.batch for update to nuanjia_app using (scope >= app.lo() and scope < app.hi());
grant select, insert on exchange.batch to nuanjia_app;
grant update (status, written, known, refused, finished_at, taken_back_by, taken_back_at, taken_back_reason) on exchange.batch to nuanjia_app;
grant select on exchange.batch to nuanjia_guard;
grant select, update, delete on exchange.batch to nuanjia_system;

-- Frees the source numbers of records that were taken back with their batch, so that the corrected file can be imported.
set local role nuanjia_guard;
create function guard.exchange_release(p_home text, p_ids uuid[], p_batch uuid) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare released int;
begin
  update cases.head h set source_ref = null where h.home = p_home and h.id = any(p_ids) and h.batch_id = p_batch and guard.works(h)
    and exists (select 1 from exchange.batch b where b.id = p_batch and b.status = 'takingBack');
  get diagnostics released = row_count;
  return released;
end $$;
revoke all on function guard.exchange_release(text, uuid[], uuid) from public;
grant execute on function guard.exchange_release(text, uuid[], uuid) to nuanjia_app;

-- What guard.case_save writes for one matter, for many of one home: rows carry the place i of their matter in p_ids, and whoever
-- may not work on every one of them writes nothing. p holds any of: bodies, parties, steps, clocks, persons [{i, t, f}], texts [{i, at, grams}].
create function guard.case_save_many(p_home text, p_ids uuid[], p jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select 1 from unnest(p_ids) as w(id) left join cases.head h on h.home = p_home and h.id = w.id where h.id is null or not guard.works(h)) then
    raise exception 'out of sight' using errcode = '42501';
  end if;
  insert into cases.body (home, case_id, data_key, data)
    select p_home, p_ids[r.i], decode(r.data_key, 'base64'), decode(r.data, 'base64') from jsonb_to_recordset(p->'bodies') as r(i int, data_key text, data text);
  insert into cases.party (home, case_id, id, role, sealed, sex, birth_year, residence)
    select p_home, p_ids[r.i], r.id, r.role, decode(r.sealed, 'base64'), r.sex, r.birth_year, r.residence
    from jsonb_to_recordset(p->'parties') as r(i int, id uuid, role text, sealed text, sex text, birth_year int, residence text);
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, note, payload, left_house)
    select p_home, p_ids[r.i], r.seq, r.occurred_at, r.recorded_at, r.account_id, r.post_id, r.unit_id, r.action, r.from_status, r.to_status, decode(r.note, 'base64'), coalesce(r.payload, '{}'), r.left_house
    from jsonb_to_recordset(p->'steps') as r(i int, seq int, occurred_at timestamptz, recorded_at timestamptz, account_id uuid, post_id uuid, unit_id int, action text, from_status text, to_status text, note text, payload jsonb, left_house boolean);
  insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
    select p_home, p_ids[r.i], r.key, r.round, r.track_id, r.rule, r.rule_from, r.basis_zh, r.basis_en, r.started_at, r.due_at, r.first_due_at, r.provisional, r.stopped_at, r.outcome
    from jsonb_to_recordset(p->'clocks') as r(i int, key text, round int, track_id uuid, rule text, rule_from date, basis_zh text, basis_en text, started_at timestamptz, due_at timestamptz, first_due_at timestamptz, provisional boolean, stopped_at timestamptz, outcome text)
    on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, stopped_at = excluded.stopped_at, outcome = excluded.outcome;
  insert into search.person (token, home, record_id, form)
    select decode(r.t, 'base64'), p_home, p_ids[r.i], r.f from jsonb_to_recordset(p->'persons') as r(i int, t text, f smallint) on conflict do nothing;
  insert into search.text (home, record_id, opened_at, grams)
    select p_home, p_ids[r.i], r.at, string_to_array(r.grams, ',')::int[] from jsonb_to_recordset(p->'texts') as r(i int, at timestamptz, grams text);
end $$;

-- What guard.figures_post does for one record, for many of one home in one statement: p_rows[i] is what p_ids[i] should count for.
create function guard.figures_post_many(p_home text, p_ids uuid[], p_rows jsonb[], p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare open_month text := to_char(p_now at time zone 'Asia/Shanghai', 'YYYY-MM'); written int;
  closed text := (select max(l.month) from figures.month_lock l where l.locked_at <= p_now);
begin
  insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, batch_id, posted_at)
  select d.measure, d.def_version, d.unit_id, d.month,
    case when d.month <= closed then open_month else d.month end,
    d.category, d.channel, d.result, d.level, sum(d.n), p_home, d.id, d.batch_id, p_now
  from (
    select h.id, h.batch_id, r.measure, r.version as def_version, h.unit_id, r.month, r.category, r.channel, r.result, r.level, r.n
      from unnest(p_ids, p_rows) as x(id, rows) join cases.head h on h.home = p_home and h.id = x.id
      cross join lateral jsonb_to_recordset(x.rows) as r(measure text, version int, month text, category text, channel text, result text, level text, n int)
    union all
    select h.id, h.batch_id, p.measure, p.def_version, p.unit_id, p.month, p.category, p.channel, p.result, p.level, -p.n
      from figures.posting p join cases.head h on h.home = p.home and h.id = p.record_id where p.home = p_home and p.record_id = any(p_ids)
  ) d
  group by d.id, d.batch_id, d.measure, d.def_version, d.unit_id, d.month, d.category, d.channel, d.result, d.level having sum(d.n) <> 0;
  get diagnostics written = row_count;
  return written;
end $$;
revoke all on function guard.case_save_many(text, uuid[], jsonb), guard.figures_post_many(text, uuid[], jsonb[], timestamptz) from public;
grant execute on function guard.case_save_many(text, uuid[], jsonb), guard.figures_post_many(text, uuid[], jsonb[], timestamptz) to nuanjia_app, nuanjia_system;
reset role;
