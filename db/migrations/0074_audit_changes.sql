-- The auditor's list of changes holds whatever is done to accounts and posts, save what changes nothing of them: a new deed is in it
-- by itself. modules/audit/changes.test.ts holds this list beside the words of the page.
create function audit.is_change(action text) returns boolean language sql immutable parallel safe set search_path = pg_catalog as $$
  select starts_with(action, 'identity.') and action not in ('identity.signIn', 'identity.signOut', 'identity.attempt', 'identity.fullCheck', 'identity.switchPost',
      'identity.lookSlip', 'identity.confirmDesk', 'identity.refuseDesk', 'identity.review', 'identity.notePhone')
    or action in ('org.changeUnits', 'cases.loadCalendar') $$;
grant execute on function audit.is_change(text) to nuanjia_guard, nuanjia_app, nuanjia_system;
drop index audit.event_offices;
create index event_changes on audit.event (at desc, id desc) where audit.is_change(action);

-- Told once that the holder of a post has left, so that what she had in hand does not hang.
alter table identity.post add column left_told_at timestamptz;
grant update (left_told_at) on identity.post to nuanjia_guard;

set local role nuanjia_guard;
create or replace function guard.audit_changes(p_at timestamptz, p_id uuid, p_limit int)
returns table (at timestamptz, id uuid, by_name text, by_unit text, action text, name text, username text, purpose text, role text, at_what text, kinds text[], starts text, ends text)
language sql stable security definer set search_path = pg_catalog as $$
  select e.at, e.id, b.name, u.name::text, e.action, a.name, a.username, e.purpose, e.detail->>'role',
    coalesce(guard.unit_called(e.detail->>'unit'), (select string_agg(concat(guard.unit_called(c), ' ', c), ', ' order by at) from jsonb_array_elements_text(e.detail->'codes') with ordinality as t(c, at) where at <= 10),
      (select string_agg(y, ', ') from jsonb_array_elements_text(e.detail->'years') as t(y))),
    (select array_agg(k) from unnest(array['rename', 'move', 'merge', 'abolish', 'new']) k where e.action = 'org.changeUnits' and e.detail->>k <> '0'), e.detail->>'from', e.detail->>'to'
  from audit.event e left join identity.account b on b.id = e.account left join org.unit u on u.id = e.unit_id left join identity.account a on a.id = e.object_id
  where audit.is_change(e.action)
    and (p_at is null or (e.at, e.id) < (p_at, p_id))
    and (guard.watches(u.scope) or exists (select 1 from identity.post q where q.account_id = e.object_id and guard.watches(q.scope)))
  order by e.at desc, e.id desc limit p_limit $$;

-- Tells the heads of the unit and those of the nearest level above of each post whose last day is over or whose account was closed, with
-- how much is left in hand; never the holder, and nothing of a matter. Who comes back is forgotten. Answers how many posts were told of.
create function guard.tell_left(p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare r record; n int := 0; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  update identity.post p set left_told_at = null from identity.account a
    where a.id = p.account_id and p.left_told_at is not null and a.status = 'active' and (p.valid_to is null or p.valid_to >= today);
  for r in select p.id, p.account_id, p.unit_id, p.scope, p.title_zh, p.title_en, a.name,
      (select count(*) from cases.head h where h.owner_post = p.id and guard.in_hand(h)) as left_over
      from identity.post p join identity.account a on a.id = p.account_id
      where p.left_told_at is null and (p.valid_to < today or a.status <> 'active') for update of p skip locked loop
    insert into cases.notice (id, to_post, at, key, vars)
      select gen_random_uuid(), q.id, p_now, case when r.left_over > 0 then 'postLeft' else 'postOver' end,
        jsonb_build_object('name', r.name, 'titleZh', r.title_zh, 'titleEn', r.title_en, 'n', r.left_over::text)
      from identity.post q join identity.account b on b.id = q.account_id and b.status = 'active'
      where q.role in ('leader', 'town', 'village') and q.account_id <> r.account_id and q.valid_from <= today and (q.valid_to is null or q.valid_to >= today)
        and (q.unit_id = r.unit_id or q.scope = (select c.scope from identity.post c join identity.account d on d.id = c.account_id and d.status = 'active'
          where c.role in ('leader', 'town') and starts_with(r.scope, c.scope) and c.scope <> r.scope and c.valid_from <= today and (c.valid_to is null or c.valid_to >= today)
          order by length(c.scope) desc limit 1));
    update identity.post set left_told_at = p_now where id = r.id;
    n := n + 1;
  end loop;
  return n;
end $$;
revoke all on function guard.tell_left(timestamptz) from public;
grant execute on function guard.tell_left(timestamptz) to nuanjia_system;
reset role;
-- Who left before this stood, with nothing in hand, is no news.
update identity.post p set left_told_at = coalesce(p.valid_to, p.valid_from) from identity.account a
  where a.id = p.account_id and (p.valid_to is not null or a.status <> 'active') and not exists (select 1 from cases.head h where h.owner_post = p.id and h.phase < 2);
