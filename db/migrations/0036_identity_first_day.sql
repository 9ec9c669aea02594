-- Which of some deeds the actor did among her first ones, for the list of a first day: her own rows only, and nothing of them but the action.
set local role nuanjia_guard;
create function guard.first_deeds(p_actions text[], p_most int) returns text[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct mine.action), '{}')
  from (select e.action from audit.event e where e.account = app.account() and e.result = 'ok' order by e.at limit p_most) mine
  where mine.action = any(p_actions) $$;
revoke all on function guard.first_deeds(text[], int) from public;
grant execute on function guard.first_deeds(text[], int) to nuanjia_app;
reset role;
