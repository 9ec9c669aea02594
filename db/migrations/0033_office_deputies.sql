-- AB角: who stands in for a post while its holder is away. Named by one person, accepted by another; it ends by itself.

create table office.deputy (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  post_id uuid not null references identity.post,
  account_id uuid not null references identity.account,
  deputy_post uuid not null references identity.post,
  deputy_account uuid not null references identity.account,
  unit_id int not null,
  scope text collate "C" not null,
  from_day date not null,
  to_day date,
  restricted boolean not null default false,
  named_by uuid not null references identity.account,
  named_at timestamptz not null,
  accepted_by uuid references identity.account,
  accepted_at timestamptz,
  ended_by uuid references identity.account,
  ended_at timestamptz,
  primary key (home, id),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade,
  check (to_day is null or to_day >= from_day),
  check (account_id <> deputy_account),
  check (accepted_by <> named_by and accepted_by <> deputy_account),
  check ((accepted_by is null) = (accepted_at is null)),
  check ((ended_by is null) = (ended_at is null))
);
comment on table office.deputy is 'B角: deputy_post stands in for post_id from a day to a day (null: until ended), once a second person has accepted it. restricted: also for matters known to named posts only.';
create index deputy_of on office.deputy (deputy_account, from_day) where ended_at is null;
create index deputy_for on office.deputy (post_id, from_day) where ended_at is null;
create index deputy_place on office.deputy (scope, named_at desc);

alter table office.deputy enable row level security;
alter table office.deputy force row level security;
create policy deputy_engine on office.deputy for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select on office.deputy to nuanjia_guard;
grant select, insert, update, delete on office.deputy to nuanjia_system;
grant select, insert on office.deputy to nuanjia_app;
grant update (accepted_by, accepted_at, ended_by, ended_at) on office.deputy to nuanjia_app;
grant usage on schema identity, org to nuanjia_guard;

-- A chair or security administrator with the place in her range.
create function office.presides(p_scope text) returns boolean language sql stable set search_path = pg_catalog
  as $$ select coalesce(app.role() in ('leader', 'town') and p_scope collate "C" >= app.lo() and p_scope collate "C" < app.hi()
    or app.role() = 'security' and starts_with(p_scope, app.watch()), false) $$;
grant execute on function office.presides(text) to nuanjia_app, nuanjia_system, nuanjia_guard;

create policy deputy_read on office.deputy for select to nuanjia_app using (app.account() in (account_id, deputy_account, named_by) or office.presides(scope)
  or app.role() = 'auditor' and starts_with(scope, app.watch()));
create policy deputy_name on office.deputy for insert to nuanjia_app with check (named_by = app.account() and accepted_by is null and ended_by is null
  and (account_id = app.account() or office.presides(scope))
  and exists (select 1 from identity.post p where p.id = post_id and p.account_id = deputy.account_id and p.unit_id = deputy.unit_id)
  and exists (select 1 from identity.post p where p.id = deputy_post and p.account_id = deputy.deputy_account));
create policy deputy_settle on office.deputy for update to nuanjia_app using (ended_by is null and (app.account() in (account_id, deputy_account, named_by) or office.presides(scope)))
  with check (ended_by = app.account() or ended_by is null and accepted_by = app.account() and office.presides(scope));

set local role nuanjia_guard;
-- The posts a person stands in for at an instant, each with her own post by which she does.
create function guard.standing(p_account uuid, p_now timestamptz) returns table (post_id uuid, own_post uuid, holder uuid, restricted boolean, until_day date)
language sql stable security definer set search_path = pg_catalog as $$
  select d.post_id, d.deputy_post, d.account_id, d.restricted, d.to_day
  from office.deputy d
    join identity.post p on p.id = d.post_id and p.account_id = d.account_id
    join identity.post o on o.id = d.deputy_post and o.account_id = d.deputy_account,
    lateral (select (p_now at time zone 'Asia/Shanghai')::date as today) t
  where d.deputy_account = p_account and d.accepted_at is not null and (d.ended_at is null or d.ended_at > p_now)
    and d.from_day <= today and (d.to_day is null or d.to_day >= today)
    and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
    and o.valid_from <= today and (o.valid_to is null or o.valid_to >= today)
  order by d.from_day, d.post_id $$;

-- Lets the present transaction act in a post its person stands in for. She brings her own shut keys and those of whom she stands in
-- for: kept out is kept out whichever way she comes. The range is the narrower of both; the post's own key, by which restricted
-- matters know their team, comes only when the deputyship says so.
create function guard.stand_in(p_post uuid, p_now timestamptz)
returns table (post_id uuid, role text, own_role text, unit_id int, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text, holder text)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare s record; p identity.post; o identity.post; u org.unit; today date := (p_now at time zone 'Asia/Shanghai')::date; place text; grants text[]; sealed text[];
begin
  select * into s from guard.standing(app.account(), p_now) where post_id = p_post limit 1;
  if not found then return; end if;
  select * into p from identity.post where id = s.post_id;
  select * into o from identity.post where id = s.own_post;
  select * into u from org.unit where id = p.unit_id and (valid_to is null or valid_to > today);
  if not found or 'police' in (p.role, o.role) or 'admin' in (p.role, o.role) or 'security' in (p.role, o.role) or 'auditor' in (p.role, o.role) then return; end if;
  place := case when starts_with(p.scope, o.scope) then p.scope when starts_with(o.scope, p.scope) then o.scope end;
  if place is null then return; end if;
  grants := array(select k from unnest(app.keys()) k where k like 'g:%');
  sealed := case when s.restricted then array['p:' || p.id, 'o:' || p.unit_id] when p.unit_id = o.unit_id then array['o:' || p.unit_id] else '{}' end;
  perform set_config('app.post', p.id::text, true), set_config('app.role', p.role, true), set_config('app.unit', p.unit_id::text, true),
    set_config('app.lo', place, true), set_config('app.hi', left(place, -1) || '0', true),
    set_config('app.keys', array_to_string(array['u:' || app.account()] || sealed || grants, ','), true),
    set_config('app.watch', '', true),
    set_config('app.also', array_to_string(identity.keys_of(app.account(), today) || identity.keys_of(s.holder, today), ','), true);
  return query select p.id, p.role, o.role, p.unit_id, u.code::text, u.name::text, u.level::text, place, p.home, p.title_zh, p.title_en, a.name from identity.account a where a.id = s.holder;
end $$;

-- Tells posts of a record, and who stands in for them; whoever is barred from it by any post of hers is left out, however she came
-- among them, and of a restricted one only who may open it hears.
create or replace function guard.case_tell(p_home text, p_id uuid, p_posts uuid[], p_at timestamptz, p_key text, p_vars jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  insert into cases.notice (id, to_post, at, key, home, case_id, vars)
    select gen_random_uuid(), p.id, p_at, p_key, p_home, p_id, p_vars from identity.post p join cases.head h on h.home = p_home and h.id = p_id
    where (p.id = any(p_posts) or p.id in (select s.own_post from office.deputy d join lateral guard.standing(d.deputy_account, p_at) s on s.post_id = d.post_id and s.own_post = d.deputy_post
        where d.post_id = any(p_posts) and d.ended_at is null and (h.access = 0 or s.restricted)))
      and not h.barred && identity.keys_of(p.account_id, (p_at at time zone 'Asia/Shanghai')::date) $$;

-- 李敏代王芳: the name of whoever acted in a post that is another's.
create function guard.acted_as(p_account uuid, p_post uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select a.name || coalesce((select '代' || h.name from identity.post p join identity.account h on h.id = p.account_id where p.id = p_post and p.account_id <> p_account), '')
  from identity.account a where a.id = p_account $$;

create or replace function guard.case_readers(p_home text, p_id uuid, p_limit int)
returns table (at timestamptz, name text, title jsonb, unit text, action text, step text, purpose text) language sql stable security definer set search_path = pg_catalog as $$
  select e.at, guard.acted_as(e.account, e.post), case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, e.action, e.detail->>'step', e.purpose
  from audit.event e join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
  where e.object_home = p_home and e.object_id = p_id and e.result = 'ok' and e.action not in ('cases.exclude', 'cases.exclusions', 'cases.lift') and (e.detail->>'step') is distinct from 'lift'
    and exists (select 1 from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h))
  order by e.at desc limit p_limit $$;

create or replace function guard.audit_of_record(p_number text, p_at timestamptz, p_id uuid, p_limit int)
returns table (at timestamptz, id uuid, name text, username text, title jsonb, unit text, kind text, action text, step text, purpose text, result text, field text)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare h cases.head;
begin
  select * into h from cases.head where home = left(p_number, 6) and number = p_number;
  if not found or not guard.watches(h.scope) then return; end if;
  return query select e.at, e.id, guard.acted_as(e.account, e.post), a.username, case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, h.kind, e.action, e.detail->>'step', e.purpose, e.result, e.detail->>'field'
    from audit.event e left join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
    where e.object_home = h.home and e.object_id = h.id and (p_at is null or (e.at, e.id) < (p_at, p_id))
    order by e.at desc, e.id desc limit p_limit;
end $$;

revoke all on function guard.standing(uuid, timestamptz), guard.stand_in(uuid, timestamptz), guard.acted_as(uuid, uuid) from public;
grant execute on function guard.stand_in(uuid, timestamptz), guard.acted_as(uuid, uuid) to nuanjia_app, nuanjia_system;
-- Her own only: for whom others stand in is nobody's business.
create function guard.my_standing(p_now timestamptz) returns table (post_id uuid, until_day date, restricted boolean) language sql stable security definer set search_path = pg_catalog as $$
  select post_id, until_day, restricted from guard.standing(app.account(), p_now) $$;
revoke all on function guard.my_standing(timestamptz) from public;
grant execute on function guard.my_standing(timestamptz) to nuanjia_app;
reset role;
