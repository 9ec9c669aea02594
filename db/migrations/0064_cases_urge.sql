-- 催办: whoever waits for a unit below urges it, once a day; it stands in the timeline and tells whoever has the matter in hand.
-- Of a restricted one neither the asker nor the notice learns more than the number.
set local role nuanjia_guard;
create function guard.case_urge(p_home text, p_id uuid, p_now timestamptz) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not cases.visible(h.scope, h.access, h.viewers, h.barred) or not (h.scope >= app.lo() and h.scope < app.hi()) then return false; end if;
  if exists (select 1 from cases.step s where s.home = p_home and s.case_id = p_id and s.action = 'urge'
    and (s.occurred_at at time zone 'Asia/Shanghai')::date = (p_now at time zone 'Asia/Shanghai')::date) then return false; end if;
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, payload)
    select h.home, h.id, coalesce(max(seq), 0) + 1, p_now, p_now, app.account(), app.post(), app.unit(), 'urge', h.status, h.status, jsonb_build_object('id', gen_random_uuid())
    from cases.step where home = h.home and case_id = h.id;
  return true;
end $$;
revoke all on function guard.case_urge(text, uuid, timestamptz) from public;
grant execute on function guard.case_urge(text, uuid, timestamptz) to nuanjia_app;
reset role;
