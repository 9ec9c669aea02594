-- The case engine: one head per matter (nothing that identifies), children that follow their head.

create schema cases;
create schema search;
grant usage on schema cases, search to nuanjia_app, nuanjia_system, nuanjia_guard;

create table cases.serial (
  home text not null, kind text not null, year int not null, last int not null,
  primary key (home, kind, year)
);
comment on table cases.serial is 'Last serial given; numbers are home-kind-year-serial, made by the server.';

create table cases.head (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  kind text not null,
  kind_version int not null,
  number text not null,
  unit_id int not null,
  scope text collate "C" not null,
  area text collate "C" generated always as (split_part(scope, '/', 2) || '/' || split_part(scope, '/', 3)) stored,
  category text,
  channel text,
  status text not null,
  phase smallint not null check (phase in (0, 1, 2)),
  title text check (char_length(title) <= 60),
  opened_at timestamptz not null,
  decided_at timestamptz,
  closed_at timestamptz,
  result text,
  next_due_at timestamptz,
  next_due_started_at timestamptz,
  next_due_clock text,
  next_promise_on date,
  owner_post uuid,
  persons int not null default 1 check (persons between 0 and 100000),
  flags text[] not null default '{}',
  notify_mode text,
  access smallint not null default 0 check (access in (0, 1, 2)),
  viewers text[] not null default '{}',
  barred text[] not null default '{}',
  waiting text,
  batch_id uuid,
  source_ref text,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (home, id),
  unique (home, number),
  check (phase = 0 or decided_at is not null),
  check (phase < 2 or closed_at is not null),
  check ((next_due_at is null) = (next_due_started_at is null)),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table cases.head is 'One matter of any kind: number, class, state, clocks, place. access 0 open, 1 restricted (限定知悉), 2 closed to named keys; viewers and barred hold keys u:account p:post o:unit g:grant.';
comment on column cases.head.waiting is 'Who the matter waits for: null the owner, approval, below, outside.';
comment on column cases.head.next_due_started_at is 'When the clock began that ends at next_due_at: by the share of its time a list marks what is due soon.';
comment on column cases.head.next_promise_on is 'The earliest day of an open promise (cases.obligation), for the work list of the owner; a promise outlives the closing of its matter.';
comment on column cases.head.area is 'The first two steps of scope (43/02): equal for all of a city, so that its lists come in order from an index. Ask by area when the place is two steps deep, else by the range of scope (docs/decisions/0003).';
create index head_place on cases.head (scope, opened_at desc);
create index head_area on cases.head (area, opened_at desc, id desc);
create index head_newest on cases.head (opened_at desc, id desc);
create index head_category on cases.head (kind, category, opened_at desc, id desc);
create index head_due on cases.head (scope, next_due_at) where next_due_at is not null;
create index head_due_area on cases.head (area, next_due_at, id) where next_due_at is not null;
create index head_due_all on cases.head (next_due_at, id) where next_due_at is not null;
-- Few wait below; of a county's all are sorted, of the nation's the first due are read in order.
create index head_waiting on cases.head (scope, next_due_at) where waiting = 'below' and next_due_at is not null;
create index head_waiting_all on cases.head (next_due_at, id) where waiting = 'below' and next_due_at is not null;
create index head_viewers on cases.head using gin (viewers) where viewers <> '{}';
create index head_owner on cases.head (owner_post, next_due_at, id) where phase < 2;
create index head_unowned on cases.head (unit_id, next_due_at, id) where owner_post is null and (phase = 0 or phase = 1 and next_due_at is not null);
create index head_promised on cases.head (owner_post, next_promise_on) where next_promise_on is not null;
create unique index head_source on cases.head (home, kind, source_ref) where source_ref is not null;
create index head_batch on cases.head (batch_id) where batch_id is not null;

create table cases.body (
  home text not null, case_id uuid not null,
  data_key bytea not null,
  data bytea not null,
  version int not null default 1,
  primary key (home, case_id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.body is 'The fields of the kind as one sealed JSON; data_key is the wrapped key of the whole record: deleting it erases the record.';

create table cases.party (
  home text not null, case_id uuid not null, id uuid not null,
  role text not null,
  sealed bytea not null,
  sex text, birth_year int, residence text,
  person_home text, person_id uuid,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.party is 'A person as stated when noted: a sealed snapshot, because it is evidence; the link to a person record is optional.';

create table cases.step (
  home text not null, case_id uuid not null, seq int not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  account_id uuid, post_id uuid, unit_id int,
  action text not null,
  track_id uuid,
  from_status text, to_status text,
  note bytea,
  replaced bytea,
  payload jsonb not null default '{}',
  left_house boolean not null default false,
  reverses int,
  primary key (home, case_id, seq),
  foreign key (home, case_id) references cases.head
);
comment on table cases.step is 'The timeline, append only by grant. payload holds codes, ids and dates, never words of people; those are in the sealed note, and what a correction replaced (old and new) in the sealed replaced.';

create table cases.clock (
  home text not null, case_id uuid not null, key text not null, round int not null default 1,
  track_id uuid,
  rule text not null, rule_from date not null, basis_zh text not null, basis_en text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  first_due_at timestamptz not null,
  provisional boolean not null default false,
  stopped_at timestamptz,
  outcome text check (outcome in ('met', 'missed', 'void')),
  warned smallint not null default 0,
  primary key (home, case_id, key, round),
  foreign key (home, case_id) references cases.head,
  check ((stopped_at is null) = (outcome is null))
);
comment on table cases.clock is 'A running or stopped deadline with the rule and edition it rests on; due_at is the instant after the last moment (Asia/Shanghai midnight).';
create index clock_running on cases.clock (home, due_at) where stopped_at is null;

create table cases.track (
  home text not null, case_id uuid not null, id uuid not null,
  key text not null, status text not null, phase smallint not null,
  opened_at timestamptz not null, closed_at timestamptz, removed_at timestamptz,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.track is 'A proceeding beside the case with states of its own: protection order, judicial confirmation, review.';

create table cases.part (
  home text not null, case_id uuid not null, id uuid not null,
  key text not null, position int not null, sealed bytea not null,
  recorded_at timestamptz not null, removed_at timestamptz,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.part is 'Repeating rows of a kind (incidents, sessions, clauses), each sealed.';

create table cases.obligation (
  home text not null, case_id uuid not null, id uuid not null,
  key text not null, by_party uuid, unit_id int,
  amount_fen bigint check (amount_fen >= 0),
  due_on date not null, done_on date, outcome text, sealed bytea, removed_at timestamptz,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.obligation is 'Something promised by a day: performance item, repayment, visit. Money in fen.';

create table cases.act (
  home text not null, case_id uuid not null, id uuid not null,
  key text not null, track_id uuid, issuer text not null, number text not null, issued_on date not null,
  valid_until date, served_on date, codes text[] not null default '{}', removed_at timestamptz,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.act is 'A paper another body issued (order, warning letter, judgment); a federation records it and never issues it.';

create table cases.link (
  home text not null, case_id uuid not null, relation text not null check (relation in ('repeat-of', 'merged-into')), other_home text not null, other_id uuid not null,
  confirmed_by uuid not null, confirmed_at timestamptz not null,
  primary key (home, case_id, relation, other_home, other_id),
  foreign key (home, case_id) references cases.head
);
create index link_other on cases.link (other_home, other_id);
comment on table cases.link is 'That a matter repeats another or is merged into it, shown at both ends to whoever may open the other, because both are of one person; no foreign key to the other end because it may have another home.';

create table cases.claim (
  home text not null, purpose text not null, token bytea not null, case_id uuid not null,
  primary key (home, purpose, token)
);
comment on table cases.claim is 'Once per person (or person and year): only the service asks it.';

create table cases.approval (
  home text not null, case_id uuid not null, id uuid not null,
  action text not null,
  request bytea not null,
  head_version int not null,
  scope text collate "C" not null,
  can text not null,
  approvers uuid[] not null default '{}',
  requested_by uuid not null, requested_post uuid not null, requested_at timestamptz not null,
  decision text check (decision in ('agreed', 'returned', 'withdrawn')),
  decided_by uuid, decided_post uuid, decided_at timestamptz,
  remark bytea,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head,
  check ((decision is null) = (decided_at is null)),
  check (decided_by is null or decision = 'withdrawn' or decided_by <> requested_by)
);
comment on table cases.approval is 'A transition another person must agree to; nobody decides on her own request.';
create unique index approval_open on cases.approval (home, case_id, action) where decision is null;
create index approval_waiting on cases.approval (scope, requested_at) where decision is null;

create table cases.vote (
  home text not null, case_id uuid not null, round text not null, post_id uuid not null,
  score numeric(5, 2) not null, cast_at timestamptz not null,
  primary key (home, case_id, round, post_id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.vote is 'One member of a panel, one score per round.';

create table cases.quota (
  campaign text not null, kind text not null, unit_id int not null references org.unit, places int not null check (places >= 0),
  primary key (campaign, kind, unit_id)
);
comment on table cases.quota is 'How many places a unit has in a campaign.';

create table cases.file (
  home text not null, case_id uuid not null, id uuid not null,
  purpose text not null, name bytea not null, media_type text not null, size int not null check (size > 0),
  added_by uuid not null, added_at timestamptz not null, removed_at timestamptz,
  primary key (home, case_id, id),
  foreign key (home, case_id) references cases.head
);
create table cases.file_content (
  home text not null, case_id uuid not null, id uuid not null, sealed bytea not null,
  primary key (home, case_id, id),
  foreign key (home, case_id, id) references cases.file
);
alter table cases.file_content alter column sealed set storage external;
comment on table cases.file_content is 'The encrypted bytes of an attachment or a paper; in the database so that a backup and a crash keep row and content together.';

create table cases.draft (
  account_id uuid not null, id uuid not null, kind text not null, sealed bytea not null, saved_at timestamptz not null,
  primary key (account_id, id)
);
comment on table cases.draft is 'An unfinished registration, sealed with a key of the account; only its author reads it; kept 30 days (domain/11 section 9).';

create table search.person (
  token bytea not null, home text not null, record_id uuid not null, form smallint not null,
  primary key (token, home, record_id, form)
);
comment on table search.person is 'Keyed hashes of ID number, phone, name forms (mechanisms section 5). Read only through guard functions.';
create index person_record on search.person (home, record_id);

create table search.text (
  home text not null, record_id uuid not null, opened_at timestamptz not null, grams int[] not null,
  primary key (home, record_id)
);
comment on table search.text is 'Keyed bigrams of narrative and title of open kinds, with keyed tokens of each place above, so that a small place intersects before the heap is read.';
create index text_grams on search.text using gin (grams) with (fastupdate = off);
create index text_newest on search.text (opened_at desc);

-- The one visibility rule (mechanisms section 2). Plain SQL, inlined by the planner. As `case … <> 0` the planner takes it to let
-- nearly every row pass; as plain conditions it counts the range a second time beside the one each list states, and plans for far too few rows.
create function cases.visible(scope text, access smallint, viewers text[], barred text[]) returns boolean language sql stable parallel safe
  as $$ select case
    when barred <> '{}' and (barred && app.shut()) is not false then 0
    when access < 2 and scope collate "C" >= app.lo() and scope collate "C" < app.hi() then 1
    when viewers && app.keys() then 1
    else 0 end <> 0 $$;

do $$
declare t text;
begin
  foreach t in array array['head','body','party','step','clock','track','part','obligation','act','link','claim','approval','vote','quota','file','file_content','draft','serial'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy %I on cases.%I for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('grant select, insert, update, delete on cases.%I to nuanjia_guard, nuanjia_system', t);
    execute format('grant select, insert on cases.%I to nuanjia_app', t);
  end loop;
  -- Children of the body: seen by whoever may open the record.
  foreach t in array array['body','party','step','part','obligation','act','link','vote','file','file_content'] loop
    execute format($p$create policy %I on cases.%I for all to nuanjia_app using (exists (select 1 from cases.head h
      where h.home = %I.home and h.id = %I.case_id and (h.access = 0 or h.viewers && app.keys())))$p$, t || '_open', t, t, t);
  end loop;
  -- Clocks and tracks belong to what the level above may see of a restricted record.
  foreach t in array array['clock','track'] loop
    execute format($p$create policy %I on cases.%I for all to nuanjia_app using (exists (select 1 from cases.head h
      where h.home = %I.home and h.id = %I.case_id))$p$, t || '_head', t, t, t);
  end loop;
  foreach t in array array['person','text'] loop
    execute format('alter table search.%I enable row level security', t);
    execute format('alter table search.%I force row level security', t);
    execute format('create policy %I on search.%I for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('grant select, insert, update, delete on search.%I to nuanjia_guard, nuanjia_system', t);
    execute format('grant insert, delete on search.%I to nuanjia_app', t);
    execute format('grant select (home, record_id) on search.%I to nuanjia_app', t);
    execute format($p$create policy %I on search.%I for all to nuanjia_app using (exists (select 1 from cases.head h
      where h.home = %I.home and h.id = %I.record_id and (h.access = 0 or h.viewers && app.keys())))$p$, t || '_open', t, t, t);
  end loop;
end $$;

create policy head_read on cases.head for select to nuanjia_app
  using (cases.visible(scope, access, viewers, barred));
create policy head_insert on cases.head for insert to nuanjia_app
  with check (scope >= app.lo() and scope < app.hi() and barred = '{}' and (viewers = '{}' or viewers && app.keys()));
create policy head_update on cases.head for update to nuanjia_app
  using ((access = 0 and scope >= app.lo() and scope < app.hi()) or viewers && app.keys());
grant update (kind_version, category, channel, status, phase, title, opened_at, decided_at, closed_at, result, next_due_at, next_due_started_at, next_due_clock, next_promise_on,
  persons, flags, notify_mode, waiting, version, touched_at) on cases.head to nuanjia_app;
grant update on cases.body, cases.clock, cases.track, cases.obligation to nuanjia_app;
grant delete on cases.clock, cases.claim, cases.link to nuanjia_app;
grant update (served_on, removed_at) on cases.act to nuanjia_app;
grant update (removed_at) on cases.part, cases.file to nuanjia_app;
grant update (sealed, sex, birth_year, residence, person_home, person_id) on cases.party to nuanjia_app;
grant update (last) on cases.serial to nuanjia_app;
create policy serial_use on cases.serial for all to nuanjia_app using (true) with check (true);
create policy claim_use on cases.claim for all to nuanjia_app using (true) with check (true);
create policy quota_read on cases.quota for select to nuanjia_app using (true);
create policy draft_own on cases.draft for all to nuanjia_app using (account_id = app.account());
grant update (sealed, saved_at, kind), delete on cases.draft to nuanjia_app;
-- An approval is read by the team of the case and by approvers in whose range it waits; the words stay sealed with the record's key.
create policy approval_read on cases.approval for select to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = approval.home and h.id = approval.case_id));
create policy approval_ask on cases.approval for insert to nuanjia_app with check (requested_by = app.account());
create policy approval_decide on cases.approval for update to nuanjia_app
  using (decision is null and exists (select 1 from cases.head h where h.home = approval.home and h.id = approval.case_id))
  with check (decided_by = app.account());
grant update (decision, decided_by, decided_post, decided_at, remark) on cases.approval to nuanjia_app;

-- Functions of the guard: the only writers of scope, access, viewers, barred.
grant usage on schema cases, search, org, identity, app to nuanjia_guard;
grant select on org.unit to nuanjia_guard;
grant usage on schema audit to nuanjia_guard;
grant select on audit.event to nuanjia_guard;
create policy event_readers on audit.event for select to nuanjia_guard using (true);
grant select, insert, update on identity.access_grant to nuanjia_guard;
grant execute on all functions in schema app to nuanjia_guard;
set local role nuanjia_guard;

-- True when the actor may open the record (not only see its head). The system login reads every table by its policies already; verify loads matters with it.
create function guard.opens(h cases.head) returns boolean language sql stable set search_path = pg_catalog as $$
  select session_user = 'nuanjia_system' or (cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())) $$;

-- True when the actor may change the record: hers by place, or as one of its team. A grant (督办, 协查, 紧急查看) only reads.
create function guard.works(h cases.head) returns boolean language sql stable set search_path = pg_catalog as $$
  select session_user = 'nuanjia_system' or coalesce(((h.access = 0 and h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi()) or h.viewers && app.team_keys())
    and cases.visible(h.scope, h.access, h.viewers, h.barred), false) $$;

-- Makes a post the owner of a record; the post joins the team.
create function guard.case_assign(p_home text, p_id uuid, p_post uuid) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; target identity.post;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  select * into target from identity.post where id = p_post;
  if not found or not (target.scope collate "C" >= h.scope and target.scope collate "C" < left(h.scope, -1) || '0' or target.unit_id = h.unit_id) or h.barred && identity.keys_of(target.account_id, null) then return false; end if;
  update cases.head set owner_post = p_post,
    viewers = case when h.access > 0 and not ('p:' || p_post) = any(h.viewers) then h.viewers || ('p:' || p_post) else h.viewers end
    where home = p_home and id = p_id;
  return true;
end $$;

-- Moves a record up or down its own line; its home stays. The receiving unit becomes the team of a restricted record.
create function guard.case_transfer(p_home text, p_id uuid, p_unit int, p_keep_team boolean) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; u org.unit;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  select * into u from org.unit where id = p_unit;
  if not found or ('o:' || p_unit) = any(h.barred) or not (starts_with(u.scope, h.scope) or starts_with(h.scope, u.scope)) then return false; end if;
  -- An open matter stays in sight of the sender; a restricted one only when its team goes along.
  update cases.head set unit_id = u.id, scope = u.scope, owner_post = null,
    viewers = case when h.access = 0 then case when p_keep_team then array_append(array_remove(h.viewers, 'o:' || h.unit_id), 'o:' || h.unit_id) else h.viewers end
      when p_keep_team then array_append(array_remove(h.viewers, 'o:' || u.id), 'o:' || u.id) else array['o:' || u.id] end
    where home = p_home and id = p_id;
  return true;
end $$;

-- Sets how far a record is known. Raising is for the team; lowering too, and is audited by the service.
create function guard.case_restrict(p_home text, p_id uuid, p_access smallint) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set access = p_access,
    viewers = case when h.viewers && app.keys() then h.viewers else h.viewers || array['u:' || app.account(), 'p:' || app.post()] end
    where home = p_home and id = p_id;
  return true;
end $$;

-- Shuts keys out: parties, their kin, a body that must not know. Beats every other path.
create function guard.case_bar(p_home text, p_id uuid, p_keys text[]) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set barred = (select array_agg(distinct k) from unnest(h.barred || p_keys) k) where home = p_home and id = p_id;
  return true;
end $$;

-- Lets keys in again that were shut out; the service has asked the second person.
create function guard.case_unbar(p_home text, p_id uuid, p_keys text[]) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set barred = array(select k from unnest(h.barred) k where k <> all(p_keys)) where home = p_home and id = p_id;
  return true;
end $$;

-- Adds posts to the team of a record: approvers who must read what they decide on.
create function guard.case_admit(p_home text, p_id uuid, p_posts uuid[]) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  update cases.head set viewers = (select array_agg(distinct k) from unnest(h.viewers || (select array_agg('p:' || p) from unnest(p_posts) p)) k where k is not null)
    where home = p_home and id = p_id and access > 0;
  return true;
end $$;

-- Opens one restricted record in one's range for a while, with a reason (督办/协查); the caller tells the owner.
create function guard.case_supervise(p_home text, p_id uuid, p_purpose text, p_reason text, p_grant uuid, p_now timestamptz) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not cases.visible(h.scope, h.access, h.viewers, h.barred) or h.access = 2 or app.account() is null then return null; end if;
  insert into identity.access_grant (id, account_id, record_home, record_id, purpose, reason, created_at, expires_at, scope)
    values (p_grant, app.account(), p_home, p_id, p_purpose, p_reason, p_now, p_now + interval '7 days', h.scope);
  update cases.head set viewers = h.viewers || ('g:' || p_grant) where home = p_home and id = p_id;
  return coalesce(h.owner_post, h.created_by);
end $$;

-- Life in danger: by exact number only, two hours, three tries a day. A number that does not exist, a barred one and a fourth try
-- answer alike, and a try counts whatever it finds: otherwise numbers could be probed for nothing.
create function guard.case_break_glass(p_number text, p_reason text, p_grant uuid, p_now timestamptz)
returns table (home text, id uuid, owner_post uuid, unit_id int) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare h cases.head; used int;
begin
  -- One after the other for one person, so that three a day are three.
  perform 1 from identity.account where id = app.account() for update;
  select count(*) into used from identity.emergency where account_id = app.account() and at > p_now - interval '24 hours';
  if used >= 3 or app.account() is null or app.lo() is null then return; end if;
  insert into identity.emergency (id, account_id, at) values (p_grant, app.account(), p_now);
  select * into h from cases.head where home = left(p_number, 6) and number = p_number;
  if not found or h.barred && app.shut() then return; end if;
  insert into identity.access_grant (id, account_id, record_home, record_id, purpose, reason, created_at, expires_at, scope)
    values (p_grant, app.account(), h.home, h.id, 'breakGlass', p_reason, p_now, p_now + interval '2 hours', h.scope);
  update cases.head set viewers = viewers || ('g:' || p_grant) where home = h.home and id = h.id;
  return query select h.home, h.id, h.owner_post, h.unit_id;
end $$;

-- Records of people by keyed tokens, within the actor's sight. Names of restricted records have no pinyin tokens.
create function guard.search_persons(p_tokens bytea[], p_limit int)
returns table (home text, id uuid, form smallint, openable boolean) language sql stable security definer set search_path = pg_catalog as $$
  select h.home, h.id, min(s.form)::smallint, bool_or(h.access = 0 or h.viewers && app.keys())
  from search.person s join cases.head h on h.home = s.home and h.id = s.record_id
  where s.token = any(p_tokens) and cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
  group by h.home, h.id, h.opened_at order by h.opened_at desc limit p_limit $$;

-- Whether a person is known elsewhere: a bare yes, never where or what (mechanisms section 4), and to whoever is barred not even that.
create function guard.known_elsewhere(p_tokens bytea[]) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from search.person s join cases.head h on h.home = s.home and h.id = s.record_id
    where s.token = any(p_tokens) and h.access = 0 and not h.barred && app.shut() and not cases.visible(h.scope, h.access, h.viewers, h.barred)) $$;

-- Records by words, newest first, within the actor's sight. No words find nothing. Two steps, because no one plan suits all words:
-- a common word ends soon among the newest 10,000 narratives, a rare one is all found by its index. Left to one plan, a word
-- that is rarer than the planner thinks walks every narrative (1.3 s at a million; docs/decisions/0003).
create function guard.search_text(p_grams int[], p_limit int)
returns table (home text, id uuid) language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare since timestamptz; given int;
begin
  if coalesce(cardinality(p_grams), 0) = 0 then return; end if;
  since := coalesce((select opened_at from search.text order by opened_at desc offset 10000 limit 1), '-infinity');
  return query select h.home, h.id from search.text t join cases.head h on h.home = t.home and h.id = t.record_id
    where t.opened_at >= since and t.grams @> p_grams
      and cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
    order by t.opened_at desc limit p_limit;
  get diagnostics given = row_count;
  if given < p_limit then
    return query with older as materialized (select home, record_id, opened_at from search.text where opened_at < since and grams @> p_grams)
      select h.home, h.id from older o join cases.head h on h.home = o.home and h.id = o.record_id
      where cases.visible(h.scope, h.access, h.viewers, h.barred) and (h.access = 0 or h.viewers && app.keys())
      order by o.opened_at desc limit p_limit - given;
  end if;
end $$;

-- Places of the nearest unit above that has a quota, less the matters of the campaign already beyond the first state: of all of
-- them, seen or not, because a place is taken whoever took it. With p_take whoever takes a place waits for the one before.
create function guard.quota_left(p_campaign text, p_kind text, p_scope text, p_used text[], p_take boolean) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare q cases.quota; within text;
begin
  select u.scope into within from cases.quota c join org.unit u on u.id = c.unit_id
    where c.campaign = p_campaign and c.kind = p_kind and starts_with(p_scope, u.scope) order by length(u.scope) desc limit 1;
  if within is null then return null; end if;
  if p_take then perform 1 from cases.quota c join org.unit u on u.id = c.unit_id where c.campaign = p_campaign and c.kind = p_kind and u.scope = within for update of c; end if;
  select c.* into q from cases.quota c join org.unit u on u.id = c.unit_id where c.campaign = p_campaign and c.kind = p_kind and u.scope = within;
  return q.places - (select count(*)::int from cases.head h join cases.claim c on c.home = h.home and c.case_id = h.id and c.purpose = 'quota:' || p_campaign
    where h.kind = p_kind and h.scope collate "C" >= within and h.scope collate "C" < left(within, -1) || '0' and h.status = any(p_used));
end $$;

-- Records shared with the actor from outside her range.
create function guard.shared_cases(p_limit int) returns table (home text, id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select h.home, h.id from cases.head h where h.viewers <> '{}' and h.viewers && app.keys() and not h.barred && app.shut()
  order by h.opened_at desc limit p_limit $$;

-- Who opened a record (谁看过), for those who may open it. That somebody was once shut out is not among it: she may read this now.
create function guard.case_readers(p_home text, p_id uuid, p_limit int)
returns table (at timestamptz, name text, title jsonb, unit text, action text, step text, purpose text) language sql stable security definer set search_path = pg_catalog as $$
  select e.at, a.name, case when p.id is not null then jsonb_build_object('zh', p.title_zh, 'en', p.title_en) end, u.name::text, e.action, e.detail->>'step', e.purpose
  from audit.event e join identity.account a on a.id = e.account left join identity.post p on p.id = e.post left join org.unit u on u.id = e.unit_id
  where e.object_home = p_home and e.object_id = p_id and e.result = 'ok' and e.action not in ('cases.exclude', 'cases.exclusions', 'cases.lift') and (e.detail->>'step') is distinct from 'lift'
    and exists (select 1 from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h))
  order by e.at desc limit p_limit $$;

-- A matter whole, for whoever may open it: the rule is asked once, then all children are read. Sealed values travel as base64.
create function guard.case_load(p_home text, p_id uuid) returns jsonb language plpgsql stable security definer set search_path = pg_catalog as $$
declare h cases.head; out jsonb;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.opens(h) then return null; end if;
  select jsonb_build_object('data_key', encode(b.data_key, 'base64'), 'data', encode(b.data, 'base64')) into out from cases.body b where b.home = p_home and b.case_id = p_id;
  return jsonb_build_object('body', out,
    'parties', (select jsonb_agg(jsonb_build_object('id', id, 'role', role, 'sealed', encode(sealed, 'base64'), 'sex', sex, 'birth_year', birth_year) order by role = 'respondent', id) from cases.party where home = p_home and case_id = p_id),
    'steps', (select jsonb_agg(jsonb_build_object('seq', s.seq, 'occurred_at', s.occurred_at, 'recorded_at', s.recorded_at, 'account_id', s.account_id, 'post_id', s.post_id, 'unit_id', s.unit_id, 'action', s.action, 'track_id', s.track_id,
        'from_status', s.from_status, 'to_status', s.to_status, 'note', encode(s.note, 'base64'), 'replaced', encode(s.replaced, 'base64'), 'payload', s.payload, 'left_house', s.left_house, 'reverses', s.reverses, 'by_name', a.name, 'unit_name', u.name) order by s.seq)
      from cases.step s left join identity.account a on a.id = s.account_id left join org.unit u on u.id = s.unit_id where s.home = p_home and s.case_id = p_id),
    'clocks', (select jsonb_agg(jsonb_build_object('key', key, 'round', round, 'track_id', track_id, 'rule', rule, 'rule_from', rule_from, 'basis_zh', basis_zh, 'basis_en', basis_en, 'started_at', started_at, 'due_at', due_at,
        'first_due_at', first_due_at, 'provisional', provisional, 'stopped_at', stopped_at, 'outcome', outcome) order by stopped_at is null desc, started_at, key) from cases.clock where home = p_home and case_id = p_id),
    'tracks', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'status', status, 'phase', phase, 'opened_at', opened_at, 'closed_at', closed_at) order by opened_at, id) from cases.track where home = p_home and case_id = p_id and removed_at is null),
    'parts', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'sealed', encode(sealed, 'base64'), 'recorded_at', recorded_at) order by position) from cases.part where home = p_home and case_id = p_id and removed_at is null),
    'obligations', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'by_party', by_party, 'amount_fen', amount_fen, 'due_on', due_on, 'done_on', done_on, 'outcome', outcome, 'sealed', encode(sealed, 'base64')) order by due_on, id) from cases.obligation where home = p_home and case_id = p_id and removed_at is null),
    'acts', (select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'track_id', track_id, 'issuer', issuer, 'number', number, 'issued_on', issued_on, 'valid_until', valid_until, 'served_on', served_on, 'codes', codes) order by issued_on, id) from cases.act where home = p_home and case_id = p_id and removed_at is null),
    'links', (select jsonb_agg(jsonb_build_object('relation', l.relation, 'home', o.home, 'id', o.id, 'number', o.number) order by l.confirmed_at)
      from (select relation, other_home, other_id, confirmed_at from cases.link where home = p_home and case_id = p_id
        union all select case relation when 'repeat-of' then 'repeated-by' else 'merged-here' end, home, case_id, confirmed_at
          from cases.link where other_home = p_home and other_id = p_id) l
      join cases.head o on o.home = l.other_home and o.id = l.other_id and guard.opens(o)),
    'files', (select jsonb_agg(jsonb_build_object('id', f.id, 'purpose', f.purpose, 'name', encode(f.name, 'base64'), 'media_type', f.media_type, 'size', f.size, 'added_at', f.added_at, 'by_name', a.name) order by f.added_at)
      from cases.file f left join identity.account a on a.id = f.added_by where f.home = p_home and f.case_id = p_id and f.removed_at is null),
    'approvals', (select jsonb_agg(jsonb_build_object('id', p.id, 'action', p.action, 'request', encode(p.request, 'base64'), 'head_version', p.head_version, 'requested_by', p.requested_by, 'requested_post', p.requested_post, 'requested_at', p.requested_at,
        'decision', p.decision, 'decided_by', p.decided_by, 'decided_at', p.decided_at, 'remark', encode(p.remark, 'base64'), 'can', p.can, 'by_name', a.name, 'decider_name', d.name) order by p.requested_at)
      from cases.approval p left join identity.account a on a.id = p.requested_by left join identity.account d on d.id = p.decided_by where p.home = p_home and p.case_id = p_id));
end $$;

-- Writes what one action adds to a matter, for whoever may open it: the rule is asked once. Steps are appended, never changed.
-- p holds any of: body {data_key, data}, parties [], dropParties [ids], step {}, clocks [], dropClocks [{key, round}], persons [{t, f}], text {at, grams}, replaceTokens.
create function guard.case_save(p_home text, p_id uuid, p jsonb) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; seq_new int;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.works(h) then raise exception 'out of sight' using errcode = '42501'; end if;
  if p ? 'body' then
    insert into cases.body (home, case_id, data_key, data) values (p_home, p_id, decode(p->'body'->>'data_key', 'base64'), decode(p->'body'->>'data', 'base64'));
  end if;
  if p ? 'parties' then
    insert into cases.party (home, case_id, id, role, sealed, sex, birth_year)
      select p_home, p_id, r.id, r.role, decode(r.sealed, 'base64'), r.sex, r.birth_year from jsonb_to_recordset(p->'parties') as r(id uuid, role text, sealed text, sex text, birth_year int)
      on conflict (home, case_id, id) do update set role = excluded.role, sealed = excluded.sealed, sex = excluded.sex, birth_year = excluded.birth_year;
  end if;
  if p ? 'dropParties' then
    delete from cases.party where home = p_home and case_id = p_id and id = any(array(select jsonb_array_elements_text(p->'dropParties'))::uuid[]);
  end if;
  if p ? 'step' then
    select coalesce(max(seq), 0) + 1 into seq_new from cases.step where home = p_home and case_id = p_id;
    insert into cases.step (home, case_id, seq, occurred_at, recorded_at, account_id, post_id, unit_id, action, track_id, from_status, to_status, note, replaced, payload, left_house, reverses)
      select p_home, p_id, seq_new, r.occurred_at, r.recorded_at, r.account_id, r.post_id, r.unit_id, r.action, r.track_id, r.from_status, r.to_status, decode(r.note, 'base64'), decode(r.replaced, 'base64'), coalesce(r.payload, '{}'), r.left_house, r.reverses
      from jsonb_to_record(p->'step') as r(occurred_at timestamptz, recorded_at timestamptz, account_id uuid, post_id uuid, unit_id int, action text, track_id uuid, from_status text, to_status text, note text, replaced text, payload jsonb, left_house boolean, reverses int);
  end if;
  if p ? 'dropClocks' then
    delete from cases.clock c using jsonb_to_recordset(p->'dropClocks') as r(key text, round int) where c.home = p_home and c.case_id = p_id and c.key = r.key and c.round = r.round;
  end if;
  if p ? 'clocks' then
    insert into cases.clock (home, case_id, key, round, track_id, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at, provisional, stopped_at, outcome)
      select p_home, p_id, r.key, r.round, r.track_id, r.rule, r.rule_from, r.basis_zh, r.basis_en, r.started_at, r.due_at, r.first_due_at, r.provisional, r.stopped_at, r.outcome
      from jsonb_to_recordset(p->'clocks') as r(key text, round int, track_id uuid, rule text, rule_from date, basis_zh text, basis_en text, started_at timestamptz, due_at timestamptz, first_due_at timestamptz, provisional boolean, stopped_at timestamptz, outcome text)
      on conflict (home, case_id, key, round) do update set due_at = excluded.due_at, first_due_at = excluded.first_due_at, provisional = excluded.provisional, started_at = excluded.started_at, stopped_at = excluded.stopped_at, outcome = excluded.outcome;
  end if;
  if p ? 'replaceTokens' then
    delete from search.person where home = p_home and record_id = p_id;
    delete from search.text where home = p_home and record_id = p_id;
  end if;
  if p ? 'persons' then
    insert into search.person (token, home, record_id, form) select decode(r.t, 'base64'), p_home, p_id, r.f from jsonb_to_recordset(p->'persons') as r(t text, f smallint) on conflict do nothing;
  end if;
  if p ? 'text' then
    insert into search.text (home, record_id, opened_at, grams) values (p_home, p_id, (p->'text'->>'at')::timestamptz, array(select g::int from jsonb_array_elements_text(p->'text'->'grams') g))
      on conflict (home, record_id) do update set opened_at = excluded.opened_at, grams = excluded.grams;
  end if;
  return seq_new;
end $$;

revoke all on all functions in schema guard from public;
grant execute on all functions in schema guard to nuanjia_app, nuanjia_system;
reset role;
grant execute on function cases.visible(text, smallint, text[], text[]) to nuanjia_app, nuanjia_guard, nuanjia_system;

create table cases.notice (
  id uuid primary key,
  to_post uuid not null references identity.post,
  at timestamptz not null,
  key text not null,
  home text, case_id uuid,
  vars jsonb not null default '{}',
  read_at timestamptz
);
comment on table cases.notice is 'A notice in the app; its sentence is a typed key and never tells what a matter is about.';
create index notice_post on cases.notice (to_post, at desc, id desc);
create index notice_unread on cases.notice (to_post) where read_at is null;
alter table cases.notice enable row level security;
alter table cases.notice force row level security;
create policy notice_engine on cases.notice for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select on cases.notice to nuanjia_app;
grant update (read_at) on cases.notice to nuanjia_app;
grant select, insert, update, delete on cases.notice to nuanjia_system, nuanjia_guard;

set local role nuanjia_guard;
-- True for whoever must not know of a record: notices of the time before are gone as well.
create function guard.case_shuts(p_home text, p_id uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from cases.head where home = p_home and id = p_id and barred && app.shut()) $$;

-- Tells posts of a record; whoever is barred from it by any post of hers is left out, however she came among them.
create function guard.case_tell(p_home text, p_id uuid, p_posts uuid[], p_at timestamptz, p_key text, p_vars jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  insert into cases.notice (id, to_post, at, key, home, case_id, vars)
    select gen_random_uuid(), p.id, p_at, p_key, p_home, p_id, p_vars from identity.post p join cases.head h on h.home = p_home and h.id = p_id
    where p.id = any(p_posts) and not h.barred && identity.keys_of(p.account_id, (p_at at time zone 'Asia/Shanghai')::date) $$;

-- Tells of an account what administrators did to it: its owner, the chairs of her units, and the nearest auditors above.
create function guard.account_tell(p_account uuid, p_at timestamptz, p_key text, p_vars jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  with live as (select p.* from identity.post p where p.valid_from <= (p_at at time zone 'Asia/Shanghai')::date and (p.valid_to is null or p.valid_to >= (p_at at time zone 'Asia/Shanghai')::date)),
  own as (select * from live where account_id = p_account),
  watching as (select distinct on (own.id) o.scope as place from own join live o on o.role = 'auditor' and starts_with(own.scope, o.scope) order by own.id, length(o.scope) desc)
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), l.id, p_at, p_key, p_vars from live l
    where app.role() in ('admin', 'security') and (l.account_id = p_account or l.role = 'leader' and l.unit_id in (select unit_id from own) or l.role = 'auditor' and l.scope in (select place from watching)) $$;
revoke all on function guard.case_shuts(text, uuid), guard.case_tell(text, uuid, uuid[], timestamptz, text, jsonb), guard.account_tell(uuid, timestamptz, text, jsonb) from public;
grant execute on function guard.case_shuts(text, uuid), guard.case_tell(text, uuid, uuid[], timestamptz, text, jsonb), guard.account_tell(uuid, timestamptz, text, jsonb) to nuanjia_app, nuanjia_system;
reset role;
create policy notice_own on cases.notice for select to nuanjia_app using (to_post = app.post() and not guard.case_shuts(home, case_id));
create policy notice_read on cases.notice for update to nuanjia_app using (to_post = app.post());
