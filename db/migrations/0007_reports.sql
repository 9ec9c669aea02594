-- Reports: drafts read live figures, frozen ones keep theirs; what is posted later is drift (mechanisms section 6.4).

create schema reports;
grant usage on schema reports to nuanjia_app, nuanjia_system, nuanjia_guard;

create table reports.report (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  template text not null,
  template_version int not null,
  unit_id int not null references org.unit,
  owner_unit int not null,
  scope text collate "C" not null,
  period text not null,
  status text not null default 'draft' check (status in ('draft', 'frozen')),
  texts jsonb not null default '{}',
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  saved_by uuid not null,
  saved_at timestamptz not null,
  frozen_by uuid,
  frozen_at timestamptz,
  freeze_note text,
  high bigint,
  pending bigint[],
  primary key (home, id),
  check ((status = 'frozen') = (frozen_at is not null and frozen_by is not null and high is not null and pending is not null)),
  foreign key (owner_unit, scope) references org.unit (id, scope) on update cascade
);
comment on table reports.report is 'A report about unit_id in a period, written by owner_unit, whose scope it carries. Internal: read in the owner''s range only.';
comment on column reports.report.texts is 'What people typed, by audience and slot; kept apart from the generated text, which is never stored before freezing.';
comment on column reports.report.freeze_note is 'Why it was frozen although the check had found something; null where nothing was found.';
comment on column reports.report.high is 'Highest posting there was when the figures were frozen; pending are lower ids that had not appeared by then, because ids do not commit in order. Everything else at or below high was counted.';
create index report_place on reports.report (scope, saved_at desc);
create unique index report_id on reports.report (id);

create table reports.edition (
  home text not null, report_id uuid not null,
  audience text not null check (audience in ('internal', 'public')),
  document jsonb not null,
  stated jsonb not null,
  complete boolean not null default coalesce(guard.case_role(), false),
  primary key (home, report_id, audience),
  foreign key (home, report_id) references reports.report
);
comment on table reports.edition is 'The text of a frozen report as it was, one for each audience; append only. complete: frozen by a case role, so that the internal one holds small sensitive numbers; it opens for case roles only.';

create table reports.frozen_figure (
  home text not null, report_id uuid not null, audience text not null,
  place int not null,
  figure text not null,
  measure text not null,
  period text not null,
  n bigint,
  value numeric,
  why text,
  records int,
  def_version int not null,
  spec jsonb not null,
  primary key (home, report_id, audience, figure),
  foreign key (home, report_id, audience) references reports.edition
);
comment on table reports.frozen_figure is 'Each figure of a frozen report with the values it had; append only. spec holds label, unit, cut, operands and printed text; place is the order of the list; n is null where the figure is none or hidden (why says which).';

alter table reports.report enable row level security;
alter table reports.report force row level security;
alter table reports.edition enable row level security;
alter table reports.edition force row level security;
alter table reports.frozen_figure enable row level security;
alter table reports.frozen_figure force row level security;
create policy report_engine on reports.report for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy edition_engine on reports.edition for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy frozen_engine on reports.frozen_figure for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy report_read on reports.report for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
create policy report_open on reports.report for insert to nuanjia_app
  with check (owner_unit = app.unit() and scope >= app.lo() and scope < app.hi() and status = 'draft');
-- A frozen report is out of reach of every update.
create policy report_save on reports.report for update to nuanjia_app
  using (status = 'draft' and owner_unit = app.unit() and scope >= app.lo() and scope < app.hi())
  with check (owner_unit = app.unit() and scope >= app.lo() and scope < app.hi());
create policy report_drop on reports.report for delete to nuanjia_app
  using (status = 'draft' and owner_unit = app.unit() and scope >= app.lo() and scope < app.hi());
create policy edition_read on reports.edition for select to nuanjia_app
  using ((audience = 'public' or not complete or coalesce(guard.case_role(), false))
    and exists (select 1 from reports.report r where r.home = edition.home and r.id = edition.report_id));
create policy edition_write on reports.edition for insert to nuanjia_app
  with check (exists (select 1 from reports.report r where r.home = edition.home and r.id = edition.report_id and r.status = 'draft' and r.owner_unit = app.unit()));
create policy frozen_read on reports.frozen_figure for select to nuanjia_app
  using (exists (select 1 from reports.edition e where e.home = frozen_figure.home and e.report_id = frozen_figure.report_id and e.audience = frozen_figure.audience));
create policy frozen_write on reports.frozen_figure for insert to nuanjia_app
  with check (exists (select 1 from reports.report r where r.home = frozen_figure.home and r.id = frozen_figure.report_id and r.status = 'draft' and r.owner_unit = app.unit()));
grant select, insert, delete on reports.report to nuanjia_app;
grant update (texts, version, saved_by, saved_at, status, frozen_by, frozen_at, freeze_note, high, pending) on reports.report to nuanjia_app;
grant select on reports.edition to nuanjia_app;
grant insert (home, report_id, audience, document, stated) on reports.edition to nuanjia_app;
grant select, insert on reports.frozen_figure to nuanjia_app;
grant select on reports.report, reports.edition, reports.frozen_figure to nuanjia_system;
-- Only by moving a unit: the key of its place follows (on update cascade).
grant update (scope) on reports.report to nuanjia_system;

set local role nuanjia_guard;

-- Where the ledger stands: its highest id, and the ids below it that have not appeared. A transaction that is still writing has
-- taken its ids among the last 200,000; older gaps are what was rolled back.
create function guard.ledger_mark() returns table (high bigint, pending bigint[]) language sql stable security definer set search_path = pg_catalog as $$
  with top as (select coalesce(max(id), 0) as high from figures.posting)
  select top.high, coalesce((select array_agg(g) from (
    select g from generate_series(greatest(1, top.high - 199999), top.high) g
    except select id from figures.posting where id >= greatest(1, top.high - 199999)) gaps(g)), '{}') from top $$;

-- What was posted after a mark for some measures of a place up to a month: each with its record and the step that made it.
-- The number is told to a case role that sees the head, a class beside sensitive ones (figures.measure) to a case role; a stock counts from the beginning, so there is no first month.
create function guard.ledger_later(p_unit int, p_measures text[], p_to text, p_high bigint, p_pending bigint[], p_limit int)
returns table (posting bigint, measure text, month text, category text, channel text, n int, home text, record uuid, number text, action text, batch uuid, posted_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit);
begin
  return query
    select p.id, p.measure, p.month, case when coalesce(guard.case_role(), false) or p.category <> all(d.beside) then p.category end, p.channel, p.n, p.home, p.record_id,
      case when guard.case_role() and cases.visible(h.scope, h.access, h.viewers, h.barred) then h.number end,
      (select s.action from cases.step s where s.home = p.home and s.case_id = p.record_id and s.recorded_at = p.posted_at
        order by (s.action in ('void', 'undo', 'correct')) desc, (s.action = 'opened') desc, s.seq limit 1),
      p.batch_id, p.posted_at
    from figures.posting p join figures.measure d on d.measure = p.measure
    left join cases.head h on h.home = p.home and h.id = p.record_id
    where (p.id > p_high or p.id = any(p_pending)) and p.measure = any(p_measures) and p.month <= p_to
      and (not d.sensitive or coalesce(guard.case_role(), false))
      and p_unit in (select figures.above(p.unit_id, figures.decisive(d.stock, p.month, p_to)))
    order by p.id limit p_limit;
end $$;

-- How many records stand behind each of several figures: {id, measure, from, to, where}; months YYYY-MM, where as in figures.cut
-- by category and channel. A record stands in one class and one channel at a time, because a change reverses what stood, so
-- records are counted once for each measure and span and summed for each cut.
create function guard.records_behind(p_unit int, p_figures jsonb)
returns table (id text, records int) language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit); hi text := left(top.scope, -1) || '0'; nation boolean := top.parent_id is null;
begin
  return query
    with asked as materialized (
      select a.id, a.measure, d.stock, a."from" as first, a."to" as last, coalesce(a."where", '{}') as cut
      from jsonb_to_recordset(p_figures) as a(id text, measure text, "from" text, "to" text, "where" jsonb) join figures.measure d on d.measure = a.measure
      where (not d.sensitive or coalesce(guard.case_role(), false)) and not guard.figures_classed(d, '', coalesce(a."where", '{}'))
    ), span as materialized (
      select distinct measure, stock, first, last from asked
    ), posted as (
      select s.measure, s.first, s.last, p.category, p.channel, p.home, p.record_id, p.n
      from figures.reach(p_unit, top.scope, hi) r cross join span s
      join figures.posting p on p.unit_id = r.unit_id and p.measure = s.measure and p.month >= s.first and p.month <= s.last
        and figures.decisive(s.stock, p.month, s.last) >= r.from_month and figures.decisive(s.stock, p.month, s.last) < r.to_month
      where not nation
      union all
      select s.measure, s.first, s.last, p.category, p.channel, p.home, p.record_id, p.n
      from span s join figures.posting p on p.measure = s.measure and p.month >= s.first and p.month <= s.last
      where nation
    ), standing as (
      select measure, first, last, category, channel from posted
      group by measure, first, last, category, channel, home, record_id having sum(n) <> 0
    ), cell as materialized (
      select measure, first, last, category, channel, count(*) as records from standing group by 1, 2, 3, 4, 5
    )
    select a.id, coalesce((select sum(c.records) from cell c where c.measure = a.measure and c.first = a.first and c.last = a.last
      and figures.cut(a.cut, c.category, c.channel, '', '')), 0)::int
    from asked a;
end $$;

revoke all on function guard.ledger_mark(), guard.ledger_later(int, text[], text, bigint, bigint[], int), guard.records_behind(int, jsonb) from public;
grant execute on function guard.ledger_mark(), guard.ledger_later(int, text[], text, bigint, bigint[], int), guard.records_behind(int, jsonb) to nuanjia_app, nuanjia_system;
reset role;
