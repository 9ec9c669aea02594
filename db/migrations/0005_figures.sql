-- Figures: a ledger of postings, cells folded from it, frozen values (mechanisms section 6).

create schema figures;
grant usage on schema figures to nuanjia_app, nuanjia_system, nuanjia_guard;

create table figures.posting (
  id bigint generated always as identity primary key,
  measure text not null,
  def_version int not null,
  unit_id int not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  booked_month text not null check (booked_month ~ '^\d{4}-\d{2}$'),
  late_for text generated always as (case when booked_month > month then month end) stored,
  category text not null default '', channel text not null default '', result text not null default '', level text not null default '',
  n int not null check (n <> 0),
  home text not null, record_id uuid not null,
  batch_id uuid,
  posted_at timestamptz not null,
  folded boolean not null default false
);
comment on table figures.posting is 'What each record adds to each figure, append only; a change is the difference. month is when it happened, booked_month when the books were open (YYYY-MM, Asia/Shanghai); late_for is the closed month a late one belongs to.';
create index posting_record on figures.posting (home, record_id);
create index posting_tail on figures.posting (measure, month) where not folded;
create index posting_unfolded on figures.posting (id) where not folded;
create index posting_unit on figures.posting (unit_id, measure, month);
-- For the records of a class that is rare in the whole country.
create index posting_class on figures.posting (measure, category, month);

create table figures.cell (
  measure text not null, def_version int not null, unit_id int not null, month text not null,
  category text not null, channel text not null, result text not null, level text not null,
  n bigint not null,
  primary key (measure, unit_id, month, category, channel, result, level, def_version)
);
comment on table figures.cell is 'Sums for nation, province, city and county by month; a read is cells plus the unfolded tail in one snapshot.';

create table figures.month_lock (month text primary key, locked_at timestamptz not null);
comment on table figures.month_lock is 'Closed months, each with the instant it was closed; a closed month closes all before it. What comes late is booked in the open month and keeps its own as late_for.';

alter table figures.posting enable row level security;
alter table figures.posting force row level security;
alter table figures.cell enable row level security;
alter table figures.cell force row level security;
create policy posting_engine on figures.posting for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy cell_engine on figures.cell for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert on figures.posting to nuanjia_guard, nuanjia_system;
grant update (folded) on figures.posting to nuanjia_guard, nuanjia_system;
grant select, insert, update, delete on figures.cell to nuanjia_guard, nuanjia_system;
grant select on figures.month_lock to nuanjia_app, nuanjia_guard;
grant select, insert, delete on figures.month_lock to nuanjia_system;

set local role nuanjia_guard;

-- Posts the difference between what a record should count for and what stands. Rows: measure, version, month, category,
-- channel, result, level, n. The unit is the record's own, so a transfer reverses and posts again by the same code.
create function guard.figures_post(p_home text, p_id uuid, p_rows jsonb, p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; open_month text := to_char(p_now at time zone 'Asia/Shanghai', 'YYYY-MM'); written int;
  closed text := (select max(l.month) from figures.month_lock l where l.locked_at <= p_now);
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found then return 0; end if;
  insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, batch_id, posted_at)
  select measure, def_version, unit_id, month,
    case when month <= closed then open_month else month end,
    category, channel, result, level, sum(n), p_home, p_id, h.batch_id, p_now
  from (
    select r.measure, r.version as def_version, h.unit_id, r.month, r.category, r.channel, r.result, r.level, r.n
      from jsonb_to_recordset(p_rows) as r(measure text, version int, month text, category text, channel text, result text, level text, n int)
    union all
    select measure, def_version, unit_id, month, category, channel, result, level, -n from figures.posting where home = p_home and record_id = p_id
  ) d
  group by measure, def_version, unit_id, month, category, channel, result, level having sum(n) <> 0;
  get diagnostics written = row_count;
  return written;
end $$;

-- Moves all a record counts for to the unit it was transferred to: reverse and post, nothing recomputed.
create function guard.figures_move(p_home text, p_id uuid, p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare rows jsonb;
begin
  select jsonb_agg(jsonb_build_object('measure', measure, 'version', def_version, 'month', month, 'category', category, 'channel', channel, 'result', result,
      'level', case when level = '' then '' else (select u.level from cases.head h join org.unit u on u.id = h.unit_id where h.home = p_home and h.id = p_id) end, 'n', n))
    into rows
    from (select measure, def_version, month, category, channel, result, level, sum(n) as n from figures.posting where home = p_home and record_id = p_id
      group by measure, def_version, month, category, channel, result, level having sum(n) <> 0) standing;
  return guard.figures_post(p_home, p_id, coalesce(rows, '[]'), p_now);
end $$;
revoke all on function guard.figures_move(text, uuid, timestamptz) from public;
grant execute on function guard.figures_move(text, uuid, timestamptz) to nuanjia_app, nuanjia_system;
revoke all on function guard.figures_post(text, uuid, jsonb, timestamptz) from public;
grant execute on function guard.figures_post(text, uuid, jsonb, timestamptz) to nuanjia_app, nuanjia_system;
reset role;
