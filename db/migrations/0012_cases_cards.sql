-- What a list shows beside a head: the unit's and owner's names, and of open records the sealed first party with the record key. The
-- rule is asked of the head once, in a plan the session keeps; as joins under the policies of four tables it was planned anew for each page.

set local role nuanjia_guard;
create function guard.case_cards(p_homes text[], p_ids uuid[])
returns table (home text, id uuid, unit_name text, unit_level text, owner_name text, party_id uuid, sealed bytea, data_key bytea)
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
    select h.home, h.id, u.name::text, u.level::text, a.name, p.id, p.sealed, b.data_key
    from unnest(p_homes, p_ids) as k(home, id)
    join cases.head h on h.home = k.home and h.id = k.id
    join org.unit u on u.id = h.unit_id
    left join identity.post o on o.id = h.owner_post
    left join identity.account a on a.id = o.account_id
    left join cases.body b on h.access = 0 and b.home = h.home and b.case_id = h.id
    left join lateral (select c.id, c.sealed from cases.party c where h.access = 0 and c.home = h.home and c.case_id = h.id order by c.role = 'respondent', c.id limit 1) p on true
    where session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred);
end $$;
revoke all on function guard.case_cards(text[], uuid[]) from public;
grant execute on function guard.case_cards(text[], uuid[]) to nuanjia_app, nuanjia_system;
reset role;
