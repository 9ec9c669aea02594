-- 移交 takes two people's word: whoever still holds the post gives hers, or the security administrator as a second office; nobody hands
-- over to herself. What the preparer may not know of goes its own way. Posts with work left in them can end.

update cases.handover h set withdrawn_at = h.prepared_at where accepted_at is null and withdrawn_at is null and (prepared_by = to_account
  or exists (select 1 from cases.handover o where o.from_post = h.from_post and o.accepted_at is null and o.withdrawn_at is null and (o.prepared_at, o.id) > (h.prepared_at, h.id)));
drop index cases.handover_of;
create unique index handover_open on cases.handover (home, from_post) where accepted_at is null and withdrawn_at is null;
create index handover_from on cases.handover (from_account);
create index handover_by on cases.handover (prepared_by);
alter table cases.handover add agreed_by uuid references identity.account, add agreed_at timestamptz,
  add constraint handover_agreed check ((agreed_by is null) = (agreed_at is null)),
  add constraint handover_two check (prepared_by <> to_account) not valid,
  add constraint handover_second check (agreed_by not in (prepared_by, to_account));
comment on table cases.handover is 'A hand-over list (移交清单): prepared by the leaver or who presides over her, accepted by the successor, who is never the preparer; agreed_by is the leaver, or the security administrator, where somebody else prepared it. witness is the 监交人.';
create index post_ended on identity.post (valid_to) where valid_to is not null;
create index approval_asked on cases.approval using gin (approvers) where decision is null;

-- A row tells that a matter is there, so it passes the same check as the lists.
drop policy handover_row_read on cases.handover_row;
create policy handover_row_read on cases.handover_row for select to nuanjia_app using (exists (select 1 from cases.handover o where o.home = handover_row.home and o.id = handover_id)
  and exists (select 1 from cases.head h where h.home = matter_home and h.id = matter_id));

set local role nuanjia_guard;
-- Scopes of a place and of everything above it.
create function guard.places(p_scope text) returns text[] language sql immutable set search_path = pg_catalog as $$
  select array_agg(left(p_scope, n)) from generate_series(1, length(p_scope)) n where substr(p_scope, n, 1) = '/' $$;

-- The nearest chair at or above a place who is not kept out nor one of these accounts; `first` before all if she is a chair there.
create function guard.chair_over(p_scope text, p_barred text[], p_not uuid[], p_day date, p_first uuid default null) returns identity.post language sql stable set search_path = pg_catalog as $$
  select p from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
  where p.scope = any(guard.places(p_scope)) and p.role in ('leader', 'town') and p.account_id <> all(p_not) and p.valid_from <= p_day and (p.valid_to is null or p.valid_to >= p_day)
    and not p_barred && identity.keys_of(p.account_id, null) order by p.id is not distinct from p_first desc, length(p.scope) desc, p.id limit 1 $$;

-- One matter goes from a post to another, with a line in its timeline; of a restricted one the keys go along.
create function guard.pass_matter(h cases.head, p_from identity.post, p_to identity.post, p_handover uuid, p_now timestamptz) returns void language plpgsql set search_path = pg_catalog as $$
begin
  update cases.head set owner_post = p_to.id, version = h.version + 1, touched_at = p_now,
    viewers = case when h.access = 0 then h.viewers else array(select distinct k from unnest(h.viewers || ('p:' || p_to.id)) k where k not in ('p:' || p_from.id, 'u:' || p_from.account_id)) end
    where home = h.home and id = h.id;
  insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, payload)
    select h.home, h.id, coalesce(max(seq), 0) + 1, p_now, p_now, coalesce(app.account(), p_from.account_id), coalesce(app.post(), p_from.id), coalesce(app.unit(), p_from.unit_id), 'handOver', h.status, h.status,
      jsonb_strip_nulls(jsonb_build_object('id', gen_random_uuid(), 'handover', p_handover, 'from', p_from.id, 'post', p_to.id)) from cases.step where home = h.home and case_id = h.id;
end $$;

-- Requests that wait for a post alone wait for who follows, if her role approves and she did not ask; else for the nearest chair. To a
-- restricted matter a request lets nobody in who had a hand in the hand-over.
create function guard.pass_requests(p_from identity.post, p_first uuid, p_hands uuid[], p_now timestamptz) returns void language plpgsql set search_path = pg_catalog as $$
declare r record; target identity.post;
begin
  for r in select a.home, a.case_id, a.id, a.requested_by, k.scope, k.access, k.barred from cases.approval a join cases.head k on k.home = a.home and k.id = a.case_id
      where a.decision is null and a.approvers @> array[p_from.id] loop
    target := guard.chair_over(r.scope, r.barred, array[p_from.account_id, r.requested_by] || case when r.access > 0 then p_hands else '{}' end, (p_now at time zone 'Asia/Shanghai')::date, p_first);
    continue when target.id is null;
    update cases.approval set approvers = array(select distinct x from unnest(array_remove(approvers, p_from.id) || target.id) x) where home = r.home and case_id = r.case_id and id = r.id;
    if r.access > 0 then
      update cases.head set viewers = array(select distinct k from unnest(viewers || ('p:' || target.id)) k) where home = r.home and id = r.case_id;
    end if;
  end loop;
end $$;

-- Tells each post, once, how many matters of somebody's came to it.
create function guard.tell_passed(p_posts uuid[], p_account uuid, p_now timestamptz) returns void language sql set search_path = pg_catalog as $$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), post, p_now, 'handedOver', jsonb_build_object('n', count(*)::text, 'by', (select name from identity.account where id = p_account)) from unnest(p_posts) post group by post $$;

-- The matters of a list: a restricted one goes only to whom may read it, else, as what the preparer may not know of, to the nearest chair
-- who neither prepared nor accepts. What nobody may take stays. Answers to which posts the rows went, and how many stayed.
create function guard.pass_matters(o cases.handover, p_now timestamptz, out passed uuid[], out stayed int) language plpgsql set search_path = pg_catalog as $$
declare today date := (p_now at time zone 'Asia/Shanghai')::date; leaver identity.post; target identity.post; h cases.head; w record; apart uuid[] := '{}';
begin
  passed := '{}'; stayed := 0;
  select * into leaver from identity.post where id = o.from_post;
  for h in select k.* from cases.head k where k.owner_post = o.from_post and k.status <> 'void' and (k.phase < 2 or k.next_promise_on is not null) order by k.home, k.id for update loop
    select * into w from cases.handover_row r where r.home = o.home and r.handover_id = o.id and r.matter_home = h.home and r.matter_id = h.id;
    if found then
      select p.* into target from identity.post p where p.id = w.to_post and p.account_id <> o.from_account and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
        and not h.barred && identity.keys_of(p.account_id, null) and (starts_with(p.scope, h.scope) or starts_with(h.scope, p.scope))
        and (h.access = 0 or h.viewers && array['u:' || p.account_id, 'p:' || p.id, 'o:' || p.unit_id]);
      if not found then target := guard.chair_over(h.scope, h.barred, array[o.from_account, o.prepared_by, o.to_account], today); end if;
      if target.id is null then stayed := stayed + 1; continue; end if;
      perform guard.pass_matter(h, leaver, target, o.id, p_now);
      update cases.handover_row set moved_to = target.id where home = o.home and handover_id = o.id and matter_home = h.home and matter_id = h.id;
      passed := passed || target.id;
    elsif not guard.known(h, o.prepared_by, today) then
      target := guard.chair_over(h.scope, h.barred, array[o.from_account, o.prepared_by, o.to_account], today);
      continue when target.id is null;
      perform guard.pass_matter(h, leaver, target, null, p_now);
      apart := apart || target.id;
    end if;
  end loop;
  perform guard.tell_passed(passed, o.from_account, p_now);
  perform guard.tell_passed(apart, o.from_account, p_now);
end $$;

-- Whether an account may know that a matter is there.
create function guard.known(h cases.head, p_account uuid, p_day date) returns boolean language sql stable set search_path = pg_catalog as $$
  select not h.barred && identity.keys_of(p_account, null) and (h.access < 2 or h.viewers && identity.keys_of(p_account, p_day)) $$;

-- Whether the word that a list needs is given: the leaver's own, or the security administrator's; an ended post or account has none to give.
create function guard.handover_worded(o cases.handover, p_day date) returns boolean language sql stable set search_path = pg_catalog as $$
  select o.prepared_by = o.from_account or o.agreed_by is not null or not exists (select 1 from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
    where p.id = o.from_post and p.account_id = o.from_account and (p.valid_to is null or p.valid_to >= p_day)) $$;

-- Open lists among these that still want the leaver's word.
create function guard.handovers_unworded(p_ids uuid[], p_now timestamptz) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select o.id from cases.handover o where o.id = any(p_ids) and o.accepted_at is null and o.withdrawn_at is null and not guard.handover_worded(o, (p_now at time zone 'Asia/Shanghai')::date) $$;

-- The leaver's word on a list somebody else prepared, or in her place the security administrator's.
create function guard.handover_agree(p_id uuid, p_now timestamptz) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  update cases.handover o set agreed_by = app.account(), agreed_at = p_now
    where o.id = p_id and o.accepted_at is null and o.withdrawn_at is null and o.agreed_by is null and app.account() not in (o.prepared_by, o.to_account) and o.prepared_by <> o.from_account
      and (o.from_account = app.account() or app.role() = 'security' and office.presides(o.scope));
  return found;
end $$;

-- The posts of the nearest auditors at or above a place.
create function guard.auditors_over(p_scope text, p_day date) returns setof uuid language sql stable set search_path = pg_catalog as $$
  select id from (select p.id, rank() over (order by length(p.scope) desc) as near from identity.post p
    where p.scope = any(guard.places(p_scope)) and p.role = 'auditor' and p.valid_from <= p_day and (p.valid_to is null or p.valid_to >= p_day)) a where near = 1 $$;

-- Tells the leaver of a list made for her, and the nearest auditors.
create function guard.handover_tell(p_id uuid, p_now timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), t.post, p_now, 'handoverAsked', jsonb_build_object('by', b.name, 'name', f.name, 'to', s.name)
    from cases.handover o join identity.account b on b.id = o.prepared_by join identity.account f on f.id = o.from_account join identity.account s on s.id = o.to_account,
      lateral (select o.from_post as post union select guard.auditors_over(o.scope, (p_now at time zone 'Asia/Shanghai')::date)) t
    where o.id = p_id and o.prepared_by = app.account() and o.prepared_by <> o.from_account $$;

create or replace function guard.hand_over(p_id uuid, p_now timestamptz) returns table (moved int, stayed int) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare o cases.handover; leaver identity.post; done record;
begin
  select * into o from cases.handover where id = p_id and to_account = app.account() and prepared_by <> app.account() and accepted_at is null and withdrawn_at is null for update;
  if not found or not guard.handover_worded(o, (p_now at time zone 'Asia/Shanghai')::date) then return; end if;
  update cases.handover set accepted_at = p_now where home = o.home and id = o.id;
  select * into leaver from identity.post where id = o.from_post;
  select * into done from guard.pass_matters(o, p_now);
  perform guard.pass_requests(leaver, o.to_post, array[o.prepared_by, o.to_account], p_now);
  insert into cases.notice (id, to_post, at, key, vars) select gen_random_uuid(), t.post, p_now, 'handoverTaken',
      jsonb_build_object('by', (select name from identity.account where id = o.to_account), 'name', (select name from identity.account where id = o.from_account), 'n', cardinality(done.passed)::text)
    from (select o.from_post as post union select guard.auditors_over(o.scope, (p_now at time zone 'Asia/Shanghai')::date)) t;
  return query select cardinality(done.passed), done.stayed;
end $$;

-- What ended posts left that not every chair may know of, and the requests that waited for them, go to the nearest chair who may: the
-- rest stays where the chair finds it without an owner. Answers how many matters went.
create function guard.left_behind(p_now timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare today date := (p_now at time zone 'Asia/Shanghai')::date; p identity.post; h cases.head; target identity.post; passed uuid[]; n int := 0;
begin
  for p in select e.* from identity.post e where e.valid_to < today and e.valid_to >= today - 31 loop
    passed := '{}';
    for h in select k.* from cases.head k where k.owner_post = p.id and k.status <> 'void' and (k.phase < 2 or k.next_promise_on is not null) and (k.access > 0 or k.barred <> '{}') order by k.home, k.id for update loop
      target := guard.chair_over(h.scope, h.barred, array[p.account_id], today);
      continue when target.id is null;
      perform guard.pass_matter(h, p, target, null, p_now);
      passed := passed || target.id;
    end loop;
    perform guard.pass_requests(p, null, '{}', p_now);
    perform guard.tell_passed(passed, p.account_id, p_now);
    n := n + cardinality(passed);
  end loop;
  return n;
end $$;

-- Whether a matter counts for the asker.
create function guard.counts(h cases.head) returns boolean language sql stable set search_path = pg_catalog as $$
  select cases.visible(h.scope, h.access, h.viewers, h.barred) or app.role() = 'security' and not h.barred && identity.keys_of(app.account(), null) $$;

-- What posts still have, as counts of what the asker may know of; the security administrator, who would end one, may know that there is
-- something of all she is not kept from.
create function guard.posts_left(p_posts uuid[]) returns table (post_id uuid, matters int, promises int, requests int) language sql stable security definer set search_path = pg_catalog as $$
  select p.id, own.matters, own.promises, asked.requests
  from identity.post p,
    lateral (select count(*)::int as matters, count(h.next_promise_on)::int as promises from cases.head h
      where h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null) and guard.counts(h)) own,
    lateral (select count(*)::int as requests from cases.approval a join cases.head h on h.home = a.home and h.id = a.case_id
      where a.decision is null and a.approvers @> array[p.id] and a.approvers = array[p.id] and guard.counts(h)) asked
  where p.id = any(p_posts) and (p.account_id = app.account() or office.presides(p.scope)) $$;

drop function guard.post_left(uuid);
drop function guard.post_matters(uuid);
-- The keys of the matters a post has in hand, of which the asker sees at least the head.
create function guard.post_matters(p_post uuid) returns table (home text, id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select h.home, h.id from identity.post p join cases.head h on h.owner_post = p.id and h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null)
  where p.id = p_post and app.role() <> 'security' and (p.account_id = app.account() or office.presides(p.scope)) and cases.visible(h.scope, h.access, h.viewers, h.barred)
  order by h.next_due_at, h.id limit 2000 $$;

-- Tells posts of a record, and who stands in for them; whoever is barred from it by any post of hers is left out, however she came
-- among them, and of a restricted one only who may open it hears. The posts are gathered first and met by their key.
create or replace function guard.case_tell(p_home text, p_id uuid, p_posts uuid[], p_at timestamptz, p_key text, p_vars jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  with h as materialized (select access, barred from cases.head where home = p_home and id = p_id),
  told as materialized (select t.post from unnest(p_posts) t(post) union
    select s.own_post from unnest(p_posts) t(post) join office.deputy d on d.post_id = t.post and d.ended_at is null cross join h
      join lateral guard.standing(d.deputy_account, p_at) s on s.post_id = d.post_id and s.own_post = d.deputy_post where h.access = 0 or s.restricted)
  insert into cases.notice (id, to_post, at, key, home, case_id, vars)
    select gen_random_uuid(), p.id, p_at, p_key, p_home, p_id, p_vars from told join identity.post p on p.id = told.post cross join h
    where not h.barred && identity.keys_of(p.account_id, (p_at at time zone 'Asia/Shanghai')::date) $$;

revoke all on function guard.places(text), guard.chair_over(text, text[], uuid[], date, uuid), guard.pass_matter(cases.head, identity.post, identity.post, uuid, timestamptz),
  guard.pass_requests(identity.post, uuid, uuid[], timestamptz), guard.tell_passed(uuid[], uuid, timestamptz), guard.pass_matters(cases.handover, timestamptz), guard.known(cases.head, uuid, date),
  guard.handover_worded(cases.handover, date), guard.handovers_unworded(uuid[], timestamptz), guard.handover_agree(uuid, timestamptz), guard.handover_tell(uuid, timestamptz), guard.auditors_over(text, date),
  guard.left_behind(timestamptz), guard.posts_left(uuid[]), guard.counts(cases.head), guard.post_matters(uuid) from public;
grant execute on function guard.handovers_unworded(uuid[], timestamptz), guard.handover_agree(uuid, timestamptz), guard.handover_tell(uuid, timestamptz), guard.posts_left(uuid[]), guard.post_matters(uuid) to nuanjia_app;
grant execute on function guard.left_behind(timestamptz) to nuanjia_system;
reset role;

drop policy handover_prepare on cases.handover;
create policy handover_prepare on cases.handover for insert to nuanjia_app with check (prepared_by = app.account() and to_account <> app.account() and accepted_at is null and withdrawn_at is null and agreed_by is null
  and (from_account = app.account() or office.presides(scope) and app.role() <> 'security')
  and exists (select 1 from identity.post p where p.id = from_post and p.account_id = handover.from_account and p.unit_id = handover.unit_id)
  and exists (select 1 from identity.post p where p.id = to_post and p.account_id = handover.to_account));
