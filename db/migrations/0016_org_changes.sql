-- Changes of the division tree: renamed, recoded, moved, merged, abolished, new. One register row each, spans with dates, scopes
-- that carry heads, posts and batches along by cascade, and nothing posted: figures are cut again by where a unit stood.

create table org.unit_change (
  id bigint generated always as identity primary key,
  unit_id int not null references org.unit,
  what text not null check (what in ('rename', 'move', 'merge', 'abolish', 'new')),
  on_date date not null,
  into_unit int references org.unit,
  source text not null check (char_length(source) between 2 and 200),
  made_by uuid,
  made_at timestamptz not null
);
comment on table org.unit_change is 'The register of changes of the tree: what happened to which unit on which day, by which document, entered by whom. Not sensitive.';
create index unit_change_unit on org.unit_change (unit_id, on_date);
grant select on org.unit_change to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;

-- Whether the actor may change the tree at a place: a system administrator below her own unit, or the house itself.
create function org.may_change(p_scope text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select session_user in ('nuanjia_system', 'nuanjia_owner')
    or coalesce(app.role() = 'admin' and starts_with(p_scope, (select scope from org.unit where id = app.unit())), false) $$;

-- Closes the present span of a unit and opens the next; the first change writes the span before it. Called by the functions below.
create function org.turn_span(p_unit int, p_on date, p_parent int, p_code text, p_name text) returns void language plpgsql set search_path = pg_catalog as $$
begin
  insert into org.unit_span (unit_id, parent_id, code, name, valid_from)
    select id, parent_id, code, name, valid_from from org.unit where id = p_unit and not exists (select from org.unit_span where unit_id = p_unit);
  -- A second change of the same day belongs to the same span.
  update org.unit_span set parent_id = p_parent, code = p_code, name = p_name where unit_id = p_unit and valid_from = p_on and valid_to is null;
  if found then return; end if;
  update org.unit_span set valid_to = p_on where unit_id = p_unit and valid_to is null;
  insert into org.unit_span (unit_id, parent_id, code, name, valid_from) values (p_unit, p_parent, p_code, p_name, p_on);
end $$;

-- Gives a unit and all below it another path; heads, posts, batches and reports follow by their foreign keys, and here what names a
-- place only by its path: accounts opened there, and what its auditor looks through. A path left behind may become another unit's. Records keep their home,
-- posts register at the new one from now on (homeOf in modules/org/rules.ts).
create function org.carry(p_unit int, p_parent int, p_scope text) returns void language sql set search_path = pg_catalog as $$
  with old as (select scope from org.unit where id = p_unit), account as (
    update identity.account a set scope = p_scope || substr(a.scope, length(old.scope) + 1) from old where starts_with(a.scope, old.scope)
  ), opened as (
    update identity.access_grant g set scope = p_scope || substr(g.scope, length(old.scope) + 1) from old where starts_with(g.scope, old.scope)
  )
  update audit.finding f set scope = p_scope || substr(f.scope, length(old.scope) + 1) from old where starts_with(f.scope, old.scope);
  with old as (select scope from org.unit where id = p_unit)
  update org.unit u set scope = p_scope || substr(u.scope, length(old.scope) + 1), parent_id = case when u.id = p_unit then p_parent else u.parent_id end
  from old where starts_with(u.scope, old.scope);
  update identity.post set home = rpad(replace(substring(scope from '^/((?:\d\d/)?(?:\d{4}/|\d\d/)?(?:\d\d/)?)'), '/', ''), 6, '0') where starts_with(scope, p_scope) $$;

-- Renames, recodes or moves a living unit from a day on. p_scope is null where it stays under its parent.
create function org.change_unit(p_unit int, p_on date, p_what text, p_parent int, p_code text, p_name text, p_initials text, p_pinyin text, p_scope text, p_source text, p_now timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare u org.unit;
begin
  select * into u from org.unit where id = p_unit and valid_to is null for update;
  if not found or not org.may_change(u.scope) or (p_scope is not null and not org.may_change((select scope from org.unit where id = p_parent))) then raise exception 'out of sight' using errcode = '42501'; end if;
  perform org.turn_span(p_unit, p_on, p_parent, p_code, p_name);
  update org.unit set code = p_code, name = p_name, name_pinyin_initials = p_initials, name_pinyin = p_pinyin where id = p_unit;
  if p_scope is not null then perform org.carry(p_unit, p_parent, p_scope); end if;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at)
    values (p_unit, p_what, p_on, case when p_scope is not null then p_parent end, p_source, app.account(), p_now);
end $$;

-- Ends a unit on a day. One that is merged is carried below the unit that continues it. Its posts end the day before.
create function org.end_unit(p_unit int, p_on date, p_into int, p_scope text, p_source text, p_now timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare u org.unit;
begin
  select * into u from org.unit where id = p_unit and valid_to is null for update;
  if not found or not org.may_change(u.scope) or (p_into is not null and not org.may_change((select scope from org.unit where id = p_into))) then raise exception 'out of sight' using errcode = '42501'; end if;
  if exists (select from org.unit where parent_id = p_unit and valid_to is null) then raise exception 'units below live' using errcode = '23514'; end if;
  perform org.turn_span(p_unit, u.valid_from, u.parent_id, u.code, u.name) from org.unit where id = p_unit and not exists (select from org.unit_span where unit_id = p_unit);
  update org.unit_span set valid_to = p_on where unit_id = p_unit and valid_to is null;
  update org.unit set valid_to = p_on where id = p_unit;
  update identity.post set valid_to = p_on - 1 where unit_id = p_unit and (valid_to is null or valid_to >= p_on);
  if p_into is not null then
    insert into org.unit_successor (from_unit, to_unit, on_date, share) values (p_unit, p_into, p_on, 1);
    perform org.carry(p_unit, p_into, p_scope);
  end if;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at)
    values (p_unit, case when p_into is null then 'abolish' else 'merge' end, p_on, p_into, p_source, app.account(), p_now);
end $$;

-- A unit that begins on a day.
create function org.add_unit(p_on date, p_parent int, p_code text, p_name text, p_level text, p_scope text, p_initials text, p_pinyin text, p_source text, p_now timestamptz)
returns int language plpgsql security definer set search_path = pg_catalog as $$
declare made int;
begin
  if not org.may_change((select scope from org.unit where id = p_parent and valid_to is null)) then raise exception 'out of sight' using errcode = '42501'; end if;
  insert into org.unit (code, name, level, scope, name_pinyin_initials, name_pinyin, parent_id, valid_from) values (p_code, p_name, p_level, p_scope, p_initials, p_pinyin, p_parent, p_on) returning id into made;
  insert into org.unit_change (unit_id, what, on_date, into_unit, source, made_by, made_at) values (made, 'new', p_on, p_parent, p_source, app.account(), p_now);
  return made;
end $$;

revoke all on function org.may_change(text), org.turn_span(int, date, int, text, text), org.carry(int, int, text),
  org.change_unit(int, date, text, int, text, text, text, text, text, text, timestamptz), org.end_unit(int, date, int, text, text, timestamptz),
  org.add_unit(date, int, text, text, text, text, text, text, text, timestamptz) from public;
grant execute on function org.may_change(text), org.change_unit(int, date, text, int, text, text, text, text, text, text, timestamptz), org.end_unit(int, date, int, text, text, timestamptz),
  org.add_unit(date, int, text, text, text, text, text, text, text, timestamptz) to nuanjia_app, nuanjia_system;

-- What hangs on a path besides heads: approvals that wait, and the tokens of place of words that are searched. Asked by who changes the tree.
set local role nuanjia_guard;
-- Moves waiting approvals along and answers the paths below p_new that have words to search.
create function guard.case_places_moved(p_old text, p_new text) returns setof text language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not org.may_change(p_new) or not org.may_change(p_old) then raise exception 'out of sight' using errcode = '42501'; end if;
  update cases.approval a set scope = p_new || substr(a.scope, length(p_old) + 1) where a.decision is null and starts_with(a.scope, p_old);
  return query select distinct h.scope from cases.head h join search.text t on t.home = h.home and t.record_id = h.id
    where h.scope collate "C" >= p_new and h.scope collate "C" < left(p_new, -1) || '0';
end $$;

-- Exchanges the tokens of place of all words at one path.
create function guard.search_place(p_scope text, p_drop int[], p_add int[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not org.may_change(p_scope) then raise exception 'out of sight' using errcode = '42501'; end if;
  update search.text t set grams = array(select g from (select unnest(t.grams) except select unnest(p_drop) union select unnest(p_add)) x(g) order by g)
  from cases.head h where h.scope = p_scope and t.home = h.home and t.record_id = h.id;
end $$;

-- How many matters of some units are still in hand: a number, never which.
create function guard.case_open_at(p_units int[]) returns table (unit_id int, n int) language sql stable security definer set search_path = pg_catalog as $$
  select h.unit_id, count(*)::int from cases.head h join org.unit u on u.id = h.unit_id where h.unit_id = any(p_units) and h.phase < 2 and org.may_change(u.scope) group by 1 $$;

-- What hangs on a place and goes along when it changes: living units below, posts that have not ended, matters in hand. Numbers, never which.
create function guard.place_holds(p_scope text, p_on date) returns table (units int, posts int, matters int) language sql stable security definer set search_path = pg_catalog as $$
  select (select count(*)::int from org.unit u where u.scope > p_scope and u.scope < left(p_scope, -1) || '0' and u.valid_to is null),
    (select count(*)::int from identity.post p where p.scope >= p_scope and p.scope < left(p_scope, -1) || '0' and (p.valid_to is null or p.valid_to >= p_on)),
    (select count(*)::int from cases.head h where h.scope >= p_scope and h.scope < left(p_scope, -1) || '0' and h.phase < 2)
  where org.may_change(p_scope) $$;
revoke all on function guard.case_places_moved(text, text), guard.search_place(text, int[], int[]), guard.case_open_at(int[]), guard.place_holds(text, date) from public;
grant execute on function guard.case_places_moved(text, text), guard.search_place(text, int[], int[]), guard.case_open_at(int[]), guard.place_holds(text, date) to nuanjia_app, nuanjia_system;
reset role;
grant execute on function org.may_change(text) to nuanjia_guard;
