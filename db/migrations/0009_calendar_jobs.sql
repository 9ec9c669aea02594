-- Loaded holidays, what the sweeps look for, policies made stricter, and months of the audit log that find rows already waiting.

create table cases.calendar_day (
  day date primary key,
  type text not null check (type in ('OFF', 'WORK', 'HALF_F')),
  name text not null check (char_length(name) between 1 and 60),
  source text not null check (char_length(source) between 1 and 120)
);
comment on table cases.calendar_day is 'Days of a holiday notice of the State Council as an administrator loaded them; they win over the built-in years (domain/11 section 8). Not sensitive.';
alter table cases.calendar_day enable row level security;
alter table cases.calendar_day force row level security;
create policy calendar_day_engine on cases.calendar_day for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy calendar_day_read on cases.calendar_day for select to nuanjia_app using (true);
create policy calendar_day_load on cases.calendar_day for insert to nuanjia_app with check (app.role() = 'admin');
create policy calendar_day_change on cases.calendar_day for update to nuanjia_app using (app.role() = 'admin');
grant select, insert, update on cases.calendar_day to nuanjia_app;
grant select, insert, update, delete on cases.calendar_day to nuanjia_system;

comment on table cases.file is 'An attachment or a paper of a matter: sealed name, kind and size; the bytes stand in file_content. Taken away by a date, never deleted.';

create index clock_provisional on cases.clock (home) where provisional and stopped_at is null;

-- A claim follows its head like everything else: a unique violation already tells the service what it must know. And who is
-- barred changes nothing, not even by an update that looks at no row and so asks for no right to read.
drop policy if exists claim_use on cases.claim;
create policy claim_open on cases.claim for all to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = claim.home and h.id = claim.case_id and (h.access = 0 or h.viewers && app.keys())));
alter policy head_update on cases.head using (cases.visible(scope, access, viewers, barred) and (access = 0 or viewers && app.keys()));

-- An approval is asked for by whoever may open the matter.
alter policy approval_ask on cases.approval with check (requested_by = app.account() and exists (select 1 from cases.head h
  where h.home = approval.home and h.id = approval.case_id and (h.access = 0 or h.viewers && app.keys())));
-- The level above sees the clocks and proceedings of a restricted matter and touches none.
do $$
declare t text; opens text;
begin
  foreach t in array array['clock', 'track'] loop
    opens := format('exists (select 1 from cases.head h where h.home = %I.home and h.id = %I.case_id and (h.access = 0 or h.viewers && app.keys()))', t, t);
    execute format('drop policy if exists %I on cases.%I', t || '_head', t);
    execute format('create policy %I on cases.%I for select to nuanjia_app using (exists (select 1 from cases.head h where h.home = %I.home and h.id = %I.case_id))', t || '_head', t, t, t);
    execute format('create policy %I on cases.%I for insert to nuanjia_app with check (%s)', t || '_begin', t, opens);
    execute format('create policy %I on cases.%I for update to nuanjia_app using (%s)', t || '_change', t, opens);
    execute format('create policy %I on cases.%I for delete to nuanjia_app using (%s)', t || '_drop', t, opens);
  end loop;
end $$;

-- Rows that came before their month had a partition wait in event_other; a month takes its own along. Partitions are
-- closed to everyone who does not come through audit.event.
alter table audit.event_other enable row level security;
alter table audit.event_other force row level security;
create policy event_other_move on audit.event_other for all to nuanjia_owner using (true);
create or replace function audit.ensure_month(month date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  first date := date_trunc('month', month)::date;
  part text := 'event_' || to_char(month, 'YYYYMM');
  starts timestamptz := first::timestamp at time zone 'Asia/Shanghai';
  ends timestamptz := (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai';
begin
  if to_regclass('audit.' || part) is not null then return; end if;
  execute format('create table audit.%I (like audit.event including defaults including constraints)', part);
  execute format('with moved as (delete from audit.event_other where at >= %L and at < %L returning *) insert into audit.%I select * from moved', starts, ends, part);
  execute format('alter table audit.event attach partition audit.%I for values from (%L) to (%L)', part, starts, ends);
  execute format('alter table audit.%I enable row level security', part);
  execute format('alter table audit.%I force row level security', part);
end $$;
