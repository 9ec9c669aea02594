-- What an auditor works with: findings of the watch, checks of the chain, and reading the log without the contents of anything.

create table audit.finding (
  id uuid primary key,
  rule text not null,
  account_id uuid not null references identity.account,
  bucket text not null,
  scope text collate "C" not null,
  since timestamptz not null,
  at timestamptz not null,
  n int not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  verdict text check (verdict in ('normal', 'act')),
  remark text check (char_length(remark) <= 500),
  unique (rule, account_id, bucket),
  check ((reviewed_at is null) = (verdict is null))
);
comment on table audit.finding is 'Looking that is out of the ordinary, by the rules of modules/audit/rules.ts: whose, when, how often; never what was seen. bucket is the day or hour (Asia/Shanghai) it is one finding of.';
create index finding_newest on audit.finding (at desc, id desc);
create index finding_open on audit.finding (at desc, id desc) where reviewed_at is null;

create table audit.check (
  id uuid primary key,
  day date not null,
  asked_by uuid not null references identity.account,
  asked_at timestamptz not null,
  rows int not null,
  links int not null,
  faults int not null
);
comment on table audit.check is 'Checks of one day of the audit chain that an auditor asked for. Not sensitive: counts only. Ids are in order of time.';

alter table audit.finding enable row level security;
alter table audit.finding force row level security;
alter table audit.check enable row level security;
alter table audit.check force row level security;
create policy finding_engine on audit.finding for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy finding_read on audit.finding for select to nuanjia_app using (app.role() = 'auditor' and scope >= app.watch() and scope < left(app.watch(), -1) || '0');
create policy finding_review on audit.finding for update to nuanjia_app using (app.role() = 'auditor' and scope >= app.watch() and scope < left(app.watch(), -1) || '0')
  with check (reviewed_by = app.account());
create policy check_engine on audit.check for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy check_read on audit.check for select to nuanjia_app using (app.role() = 'auditor');
grant select, insert, update, delete on audit.finding, audit.check to nuanjia_system;
grant select on audit.finding, audit.check to nuanjia_app;
grant update (reviewed_at, reviewed_by, verdict, remark) on audit.finding to nuanjia_app;

-- Changes of accounts, posts, units and days off, without the sign-ins.
create index event_offices on audit.event (at desc, id desc) where action in ('identity.setUp', 'identity.openAccount', 'identity.resetAccount', 'identity.releaseAccount',
  'identity.voidFactor', 'identity.setAccountStatus', 'identity.givePost', 'identity.endPost', 'identity.confirmFactor', 'identity.dropFactor', 'org.changeUnits', 'cases.loadCalendar');

grant usage on schema audit to nuanjia_guard;
grant select on audit.seal to nuanjia_guard;
create policy seal_guard on audit.seal for select to nuanjia_guard using (true);

set local role nuanjia_guard;
-- True for a place the auditor who asks watches.
create function guard.watches(p_scope text) returns boolean language sql stable set search_path = pg_catalog as $$
  select coalesce(app.role() = 'auditor' and starts_with(p_scope, app.watch()), false) $$;

-- Who looked at the record of a number, when and why; nothing of the record. Null position: the newest.
create function guard.audit_of_record(p_number text, p_at timestamptz, p_id uuid, p_limit int)
returns table (at timestamptz, id uuid, name text, username text, title jsonb, unit text, kind text, action text, step text, purpose text, result text, field text)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare h cases.head;
begin
  select * into h from cases.head where home = left(p_number, 6) and number = p_number;
  if not found or not guard.watches(h.scope) then return; end if;
  return query select e.at, e.id, a.name, a.username, case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, h.kind, e.action, e.detail->>'step', e.purpose, e.result, e.detail->>'field'
    from audit.event e left join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
    where e.object_home = h.home and e.object_id = h.id and (p_at is null or (e.at, e.id) < (p_at, p_id))
    order by e.at desc, e.id desc limit p_limit;
end $$;

-- Whether a number is one of the auditor's range.
create function guard.audit_knows(p_number text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from cases.head where home = left(p_number, 6) and number = p_number and guard.watches(scope)) $$;

-- The number of a record of the auditor's range, or null.
create function guard.audit_number(p_home text, p_record uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select number from cases.head where home = p_home and id = p_record and app.role() = 'auditor' $$;

-- What a unit with this code is called, or was last.
create function guard.unit_called(p_code text) returns text language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select name from org.unit where code = p_code and valid_to is null), (select name from org.unit_span where code = p_code order by valid_from desc limit 1)) $$;

-- What administrators did to accounts, posts, units and days off of the auditor's range, newest first: who moves a unit moves its
-- matters into other people's sight. Of the units of one file the first ten are named.
create function guard.audit_changes(p_at timestamptz, p_id uuid, p_limit int)
returns table (at timestamptz, id uuid, by_name text, by_unit text, action text, name text, username text, purpose text, role text, at_what text, kinds text[], starts text, ends text)
language sql stable security definer set search_path = pg_catalog as $$
  select e.at, e.id, b.name, u.name::text, e.action, a.name, a.username, e.purpose, e.detail->>'role',
    coalesce(guard.unit_called(e.detail->>'unit'), (select string_agg(concat(guard.unit_called(c), ' ', c), ', ' order by at) from jsonb_array_elements_text(e.detail->'codes') with ordinality as t(c, at) where at <= 10),
      (select string_agg(y, ', ') from jsonb_array_elements_text(e.detail->'years') as t(y))),
    (select array_agg(k) from unnest(array['rename', 'move', 'merge', 'abolish', 'new']) k where e.action = 'org.changeUnits' and e.detail->>k <> '0'), e.detail->>'from', e.detail->>'to'
  from audit.event e left join identity.account b on b.id = e.account left join org.unit u on u.id = e.unit_id left join identity.account a on a.id = e.object_id
  where e.action in ('identity.setUp', 'identity.openAccount', 'identity.resetAccount', 'identity.releaseAccount', 'identity.voidFactor', 'identity.setAccountStatus',
      'identity.givePost', 'identity.endPost', 'identity.confirmFactor', 'identity.dropFactor', 'org.changeUnits', 'cases.loadCalendar')
    and (p_at is null or (e.at, e.id) < (p_at, p_id))
    and (guard.watches(u.scope) or exists (select 1 from identity.post q where q.account_id = e.object_id and guard.watches(q.scope)))
  order by e.at desc, e.id desc limit p_limit $$;

-- Tells the nearest chairs above a person that her looking is to be acted on, never herself and nothing of a record. Answers their names.
create function guard.audit_tell(p_account uuid, p_at timestamptz, p_key text, p_vars jsonb) returns setof text language sql security definer set search_path = pg_catalog as $$
  with live as (select p.*, a.name from identity.post p join identity.account a on a.id = p.account_id
    where a.status = 'active' and p.valid_from <= (p_at at time zone 'Asia/Shanghai')::date and (p.valid_to is null or p.valid_to >= (p_at at time zone 'Asia/Shanghai')::date)),
  chairs as (select distinct l.id, l.name from live own join live l on l.role = 'leader' and l.account_id <> p_account
      and l.scope = (select max(c.scope) from live c where c.role = 'leader' and c.account_id <> p_account and starts_with(own.scope, c.scope))
    where own.account_id = p_account and app.role() = 'auditor'),
  told as (insert into cases.notice (id, to_post, at, key, vars) select gen_random_uuid(), id, p_at, p_key, p_vars from chairs)
  select distinct name from chairs $$;

-- Days of the chain, newest first: links and sealed rows, over all homes of the house.
create function guard.audit_days(p_before date, p_limit int) returns table (day date, links int, sealed int) language sql stable security definer set search_path = pg_catalog as $$
  select s.day, count(*)::int, sum(cardinality(s.events))::int from audit.seal s where app.role() = 'auditor' and s.day > p_before - p_limit and s.day <= p_before group by s.day order by s.day desc $$;

revoke all on function guard.watches(text), guard.unit_called(text), guard.audit_of_record(text, timestamptz, uuid, int), guard.audit_knows(text), guard.audit_number(text, uuid), guard.audit_changes(timestamptz, uuid, int), guard.audit_tell(uuid, timestamptz, text, jsonb), guard.audit_days(date, int) from public;
grant execute on function guard.audit_of_record(text, timestamptz, uuid, int), guard.audit_knows(text), guard.audit_number(text, uuid), guard.audit_changes(timestamptz, uuid, int), guard.audit_tell(uuid, timestamptz, text, jsonb), guard.audit_days(date, int) to nuanjia_app, nuanjia_system;
reset role;
-- A day is found in the chain by itself, not by its home.
create index seal_day on audit.seal (day);
