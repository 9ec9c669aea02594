-- Whoever opened a record by a grant reads it and changes nothing: restrictive policies on every child, and on the head.

alter policy head_update on cases.head using (cases.visible(scope, access, viewers, barred)
  and ((access = 0 and scope >= app.lo() and scope < app.hi()) or viewers && app.team_keys()));

do $$
declare t text; works text;
begin
  foreach t in array array['body', 'party', 'step', 'clock', 'track', 'part', 'obligation', 'act', 'link', 'claim', 'approval', 'vote', 'file', 'file_content'] loop
    works := format('exists (select 1 from cases.head h where h.home = %I.home and h.id = %I.case_id and ((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys()))', t, t);
    execute format('create policy %I on cases.%I as restrictive for insert to nuanjia_app with check (%s)', t || '_team_adds', t, works);
    execute format('create policy %I on cases.%I as restrictive for update to nuanjia_app using (%s)', t || '_team_changes', t, works);
    execute format('create policy %I on cases.%I as restrictive for delete to nuanjia_app using (%s)', t || '_team_drops', t, works);
  end loop;
end $$;
