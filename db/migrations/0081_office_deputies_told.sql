-- AB角: one at a time, told of, reading apart, and at work where she sees.

set local role nuanjia_guard;
-- A post has one B角 at a time, also when two people name one at once.
create function guard.deputy_alone() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('deputy ' || new.post_id, 0));
  if exists (select 1 from office.deputy d where d.post_id = new.post_id and d.id <> new.id and d.ended_at is null and (new.to_day is null or d.from_day <= new.to_day) and (d.to_day is null or d.to_day >= new.from_day)) then
    raise exception 'deputyships of a post overlap' using errcode = '23P01';
  end if;
  return new;
end $$;
revoke all on function guard.deputy_alone() from public;
grant execute on function guard.deputy_alone() to nuanjia_owner;
reset role;
create trigger deputy_alone after insert on office.deputy for each row execute function guard.deputy_alone();
create index deputy_holder on office.deputy (account_id);
create index deputy_named on office.deputy (named_by);

-- A deputy reads for herself: what she has read stays unread for the holder.
alter table cases.notice add seen_by uuid[] not null default '{}';
comment on column cases.notice.seen_by is 'Deputies who read it while they stood in; the holder has read it at read_at.';
grant update (seen_by) on cases.notice to nuanjia_app;

set local role nuanjia_guard;
-- Tells the holder, the deputy and the nearest auditors of what was just done to a deputyship, save whoever did it.
create function guard.deputy_tell(p_id uuid, p_key text, p_now timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), p.id, p_now, p_key, jsonb_build_object('by', (select name from identity.account where id = app.account()), 'name', a.name, 'deputy', b.name, 'from', d.from_day, 'to', coalesce(d.to_day::text, ''))
    from office.deputy d join identity.account a on a.id = d.account_id join identity.account b on b.id = d.deputy_account,
      lateral (select d.post_id as post union select d.deputy_post union select guard.auditors_over(d.scope, (p_now at time zone 'Asia/Shanghai')::date)) t join identity.post p on p.id = t.post
    where d.id = p_id and p.account_id <> app.account() and app.account() in (d.named_by, d.accepted_by, d.ended_by) $$;
revoke all on function guard.deputy_tell(uuid, text, timestamptz) from public;
grant execute on function guard.deputy_tell(uuid, text, timestamptz) to nuanjia_app;

-- Lets the present transaction act in a post its person stands in for. She brings her own shut keys and those of whom she stands in
-- for: kept out is kept out whichever way she comes. Place and unit are the narrower of both, so that what she writes lies where she
-- sees it; the post's own key, by which restricted matters know their team, comes only when the deputyship says so.
create or replace function guard.stand_in(p_post uuid, p_now timestamptz)
returns table (post_id uuid, role text, own_role text, unit_id int, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text, holder text)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare s record; p identity.post; o identity.post; place identity.post; u org.unit; today date := (p_now at time zone 'Asia/Shanghai')::date; grants text[]; sealed text[];
begin
  select * into s from guard.standing(app.account(), p_now) where post_id = p_post limit 1;
  if not found then return; end if;
  select * into p from identity.post where id = s.post_id;
  select * into o from identity.post where id = s.own_post;
  if 'police' in (p.role, o.role) or 'admin' in (p.role, o.role) or 'security' in (p.role, o.role) or 'auditor' in (p.role, o.role) then return; end if;
  if starts_with(p.scope, o.scope) then place := p; elsif starts_with(o.scope, p.scope) then place := o; else return; end if;
  if exists (select 1 from org.unit where id in (p.unit_id, o.unit_id) and valid_to <= today) then return; end if;
  select * into u from org.unit where id = place.unit_id;
  grants := array(select k from unnest(app.keys()) k where k like 'g:%');
  sealed := case when s.restricted then array['p:' || p.id, 'o:' || p.unit_id] when p.unit_id = o.unit_id then array['o:' || p.unit_id] else '{}' end;
  perform set_config('app.post', p.id::text, true), set_config('app.role', p.role, true), set_config('app.unit', place.unit_id::text, true),
    set_config('app.lo', place.scope, true), set_config('app.hi', left(place.scope, -1) || '0', true),
    set_config('app.keys', array_to_string(array['u:' || app.account()] || sealed || grants, ','), true),
    set_config('app.watch', '', true),
    set_config('app.also', array_to_string(identity.keys_of(app.account(), today) || identity.keys_of(s.holder, today), ','), true);
  return query select p.id, p.role, o.role, place.unit_id, u.code::text, u.name::text, u.level::text, place.scope, place.home, p.title_zh, p.title_en, a.name from identity.account a where a.id = s.holder;
end $$;

-- What is in hand is written out, so that the indexes of owners serve; what not every head may know of is not counted.
create or replace function guard.tell_left(p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare r record; n int := 0; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  update identity.post p set left_told_at = null from identity.account a
    where a.id = p.account_id and p.left_told_at is not null and a.status = 'active' and (p.valid_to is null or p.valid_to >= today);
  for r in select p.id, p.account_id, p.unit_id, p.scope, p.title_zh, p.title_en, a.name,
      (select count(*) from cases.head h where h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null) and h.access = 0 and h.barred = '{}') as left_over
      from identity.post p join identity.account a on a.id = p.account_id
      where p.left_told_at is null and (p.valid_to < today or a.status <> 'active') for update of p skip locked loop
    insert into cases.notice (id, to_post, at, key, vars)
      select gen_random_uuid(), q.id, p_now, case when r.left_over > 0 then 'postLeft' else 'postOver' end,
        jsonb_build_object('name', r.name, 'titleZh', r.title_zh, 'titleEn', r.title_en, 'n', r.left_over::text)
      from identity.post q join identity.account b on b.id = q.account_id and b.status = 'active'
      where q.role in ('leader', 'town', 'village') and q.account_id <> r.account_id and q.valid_from <= today and (q.valid_to is null or q.valid_to >= today)
        and q.scope = any(guard.places(r.scope)) and (q.unit_id = r.unit_id or q.scope = (select c.scope from identity.post c join identity.account d on d.id = c.account_id and d.status = 'active'
          where c.role in ('leader', 'town') and c.scope = any(guard.places(r.scope)) and c.scope <> r.scope and c.valid_from <= today and (c.valid_to is null or c.valid_to >= today)
          order by length(c.scope) desc limit 1));
    update identity.post set left_told_at = p_now where id = r.id;
    n := n + 1;
  end loop;
  return n;
end $$;
drop function guard.in_hand(cases.head);
reset role;
