-- 移交: what a post still has in hand goes to who follows, with both people's word; restricted matters only to whom may read them.

create table cases.handover (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  from_post uuid not null references identity.post,
  from_account uuid not null references identity.account,
  to_post uuid not null references identity.post,
  to_account uuid not null references identity.account,
  unit_id int not null,
  scope text collate "C" not null,
  witness text check (char_length(witness) between 1 and 50),
  prepared_by uuid not null references identity.account,
  prepared_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (home, id),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade,
  check (from_account <> to_account),
  check (accepted_at is null or withdrawn_at is null)
);
comment on table cases.handover is 'A hand-over list (移交清单): prepared by the leaver or who presides over her, accepted by the successor; witness is the 监交人.';
create index handover_of on cases.handover (from_post) where accepted_at is null and withdrawn_at is null;
create index handover_to on cases.handover (to_account);
create index handover_place on cases.handover (scope, prepared_at desc);

create table cases.handover_row (
  home text not null, handover_id uuid not null,
  matter_home text not null, matter_id uuid not null,
  to_post uuid not null references identity.post,
  moved_to uuid references identity.post,
  primary key (home, handover_id, matter_home, matter_id),
  foreign key (home, handover_id) references cases.handover
);
comment on table cases.handover_row is 'One matter of a hand-over and to whom it is meant to go; moved_to is who has it since: somebody else where that one may not read it.';

alter table cases.handover enable row level security;
alter table cases.handover force row level security;
alter table cases.handover_row enable row level security;
alter table cases.handover_row force row level security;
create policy handover_engine on cases.handover for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy handover_row_engine on cases.handover_row for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert, update, delete on cases.handover, cases.handover_row to nuanjia_system, nuanjia_guard;
grant select, insert on cases.handover, cases.handover_row to nuanjia_app;
grant update (withdrawn_at) on cases.handover to nuanjia_app;
grant execute on function office.presides(text) to nuanjia_guard;
create policy handover_read on cases.handover for select to nuanjia_app using (app.account() in (from_account, to_account, prepared_by) or office.presides(scope));
create policy handover_prepare on cases.handover for insert to nuanjia_app with check (prepared_by = app.account() and accepted_at is null and withdrawn_at is null
  and (from_account = app.account() or office.presides(scope) and app.role() <> 'security')
  and exists (select 1 from identity.post p where p.id = from_post and p.account_id = handover.from_account and p.unit_id = handover.unit_id)
  and exists (select 1 from identity.post p where p.id = to_post and p.account_id = handover.to_account));
create policy handover_withdraw on cases.handover for update to nuanjia_app using (accepted_at is null and app.account() in (from_account, prepared_by)) with check (accepted_at is null);
create policy handover_row_read on cases.handover_row for select to nuanjia_app using (exists (select 1 from cases.handover o where o.home = handover_row.home and o.id = handover_id));
create policy handover_row_prepare on cases.handover_row for insert to nuanjia_app with check (exists (select 1 from cases.handover o
  where o.home = handover_row.home and o.id = handover_id and o.accepted_at is null and o.prepared_by = app.account()));

set local role nuanjia_guard;
-- Whether a record is still in the hands of its owner: open, or with an open promise.
create function guard.in_hand(h cases.head) returns boolean language sql immutable set search_path = pg_catalog as $$
  select h.status <> 'void' and (h.phase < 2 or h.next_promise_on is not null) $$;

-- What a post still has, as counts: for its holder and whoever presides over it, who need not see the matters.
create function guard.post_left(p_post uuid) returns table (matters int, promises int, requests int) language sql stable security definer set search_path = pg_catalog as $$
  select (select count(*)::int from cases.head h where h.owner_post = p.id and guard.in_hand(h)),
    (select count(*)::int from cases.head h where h.owner_post = p.id and h.status <> 'void' and h.next_promise_on is not null),
    (select count(*)::int from cases.approval a where a.decision is null and a.approvers = array[p.id])
  from identity.post p where p.id = p_post and (p.account_id = app.account() or office.presides(p.scope)) $$;

-- The keys of the matters a post has in hand: of those the asker may not even see the head, nothing but that they are there.
create function guard.post_matters(p_post uuid) returns table (home text, id uuid, shown boolean) language sql stable security definer set search_path = pg_catalog as $$
  select h.home, h.id, cases.visible(h.scope, h.access, h.viewers, h.barred)
  from identity.post p join cases.head h on h.owner_post = p.id and guard.in_hand(h)
  where p.id = p_post and app.role() <> 'security' and (p.account_id = app.account() or office.presides(p.scope)) order by h.next_due_at, h.id limit 2000 $$;

-- The successor takes over: every matter that is still the leaver's moves, with a line in its timeline. A restricted one goes only to
-- whom may read it, else to the nearest chair who is not kept out; one that nobody may take stays. Answers how many moved and stayed.
create function guard.hand_over(p_id uuid, p_now timestamptz) returns table (moved int, stayed int) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare o cases.handover; r record; h cases.head; target identity.post; today date := (p_now at time zone 'Asia/Shanghai')::date; n_moved int := 0; n_stayed int := 0;
begin
  select * into o from cases.handover where id = p_id and to_account = app.account() and accepted_at is null and withdrawn_at is null for update;
  if not found then return; end if;
  for r in select * from cases.handover_row w where w.home = o.home and w.handover_id = o.id order by w.matter_home, w.matter_id loop
    select * into h from cases.head where home = r.matter_home and id = r.matter_id for update;
    if not found or h.owner_post is distinct from o.from_post or not guard.in_hand(h) then continue; end if;
    select * into target from identity.post p where p.id = r.to_post and p.account_id <> o.from_account and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
      and not h.barred && identity.keys_of(p.account_id, null) and (starts_with(p.scope, h.scope) or starts_with(h.scope, p.scope))
      and (h.access = 0 or h.viewers && array['u:' || p.account_id, 'p:' || p.id, 'o:' || p.unit_id]);
    if not found then
      select p.* into target from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
        where p.role in ('leader', 'town') and p.account_id <> o.from_account and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
        and starts_with(h.scope, p.scope) and not h.barred && identity.keys_of(p.account_id, null) order by length(p.scope) desc, p.id limit 1;
    end if;
    if target.id is null then n_stayed := n_stayed + 1; continue; end if;
    update cases.head set owner_post = target.id, version = h.version + 1, touched_at = p_now,
      viewers = case when h.access = 0 then h.viewers else array(select distinct k from unnest(h.viewers || ('p:' || target.id)) k where k not in ('p:' || o.from_post, 'u:' || o.from_account)) end
      where home = h.home and id = h.id;
    insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, from_status, to_status, payload)
      select h.home, h.id, coalesce(max(seq), 0) + 1, p_now, p_now, app.account(), app.post(), app.unit(), 'handOver', h.status, h.status,
        jsonb_build_object('id', gen_random_uuid(), 'handover', o.id, 'from', o.from_post, 'post', target.id) from cases.step where home = h.home and case_id = h.id;
    update cases.handover_row set moved_to = target.id where home = o.home and handover_id = o.id and matter_home = h.home and matter_id = h.id;
    n_moved := n_moved + 1;
  end loop;
  -- Requests that wait for the leaver alone wait for who follows, if her role approves and she did not ask; else for the nearest chair.
  for r in select a.home, a.case_id, a.id, a.requested_by, k.scope, k.access, k.barred from cases.approval a join cases.head k on k.home = a.home and k.id = a.case_id
      where a.decision is null and o.from_post = any(a.approvers) loop
    select p.* into target from identity.post p join identity.account a on a.id = p.account_id and a.status = 'active'
      where p.role in ('leader', 'town') and p.account_id not in (o.from_account, r.requested_by) and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
      and starts_with(r.scope, p.scope) and not r.barred && identity.keys_of(p.account_id, null) order by p.id = o.to_post desc, length(p.scope) desc, p.id limit 1;
    if not found then continue; end if;
    update cases.approval set approvers = array(select distinct x from unnest(array_remove(approvers, o.from_post) || target.id) x) where home = r.home and case_id = r.case_id and id = r.id;
    if r.access > 0 then
      update cases.head set viewers = array(select distinct k from unnest(viewers || ('p:' || target.id)) k) where home = r.home and id = r.case_id;
    end if;
  end loop;
  update cases.handover set accepted_at = p_now where home = o.home and id = o.id;
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), w.moved_to, p_now, 'handedOver', jsonb_build_object('n', count(*)::text, 'by', (select name from identity.account where id = o.from_account))
    from cases.handover_row w where w.home = o.home and w.handover_id = o.id and w.moved_to is not null group by w.moved_to;
  return query select n_moved, n_stayed;
end $$;
revoke all on function guard.in_hand(cases.head), guard.post_left(uuid), guard.post_matters(uuid), guard.hand_over(uuid, timestamptz) from public;
grant execute on function guard.post_left(uuid), guard.post_matters(uuid), guard.hand_over(uuid, timestamptz) to nuanjia_app;
reset role;
