-- Masked names of a page of a list: first party and record key of each record, for whoever may open it. The rule is asked of
-- the head once, in a plan the session keeps; through the policies of party and body it was planned and asked anew for each page.

set local role nuanjia_guard;
create function guard.case_first_parties(p_homes text[], p_ids uuid[])
returns table (home text, case_id uuid, id uuid, sealed bytea, data_key bytea)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
    select k.home, k.id, p.id, p.sealed, b.data_key
    from unnest(p_homes, p_ids) as k(home, id)
    join cases.head h on h.home = k.home and h.id = k.id
    join cases.body b on b.home = k.home and b.case_id = k.id
    cross join lateral (select c.id, c.sealed from cases.party c where c.home = k.home and c.case_id = k.id order by c.role = 'respondent', c.id limit 1) p
    where session_user = 'nuanjia_system' or (cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys()));
end $$;
revoke all on function guard.case_first_parties(text[], uuid[]) from public;
grant execute on function guard.case_first_parties(text[], uuid[]) to nuanjia_app, nuanjia_system;
reset role;
