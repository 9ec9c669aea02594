-- Who signs in, in which post they act, and what they were additionally granted.

alter table org.unit add constraint unit_place unique (id, scope);

create schema identity;
grant usage on schema identity to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;

create table identity.account (
  id uuid primary key,
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  name text not null check (char_length(name) between 1 and 50),
  password text not null,
  must_change boolean not null default false,
  totp bytea,
  totp_used bigint not null default 0,
  held_by uuid references identity.account,
  last_in timestamptz,
  status text not null default 'active' check (status in ('active', 'disabled')),
  demo boolean not null default false,
  scope text collate "C",
  created_at timestamptz not null,
  password_at timestamptz not null,
  version int not null default 1,
  unique (username)
);
comment on table identity.account is 'A person who signs in. totp is sealed with a key derived from the root; totp_used is the last accepted 30-second step. held_by reset the password: nobody signs in with it until a second person has released it. scope is the range of whoever opened it, whose it is until it holds a post.';

create table identity.post (
  id uuid primary key,
  account_id uuid not null references identity.account,
  unit_id int not null,
  scope text collate "C" not null,
  home text not null check (home ~ '^[0-9]{6}$'),
  role text not null,
  title_zh text not null,
  title_en text not null,
  phone text check (phone ~ '^[0-9][0-9 -]{2,19}$'),
  valid_from date not null,
  valid_to date,
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table identity.post is 'A role held at a unit from a day to a day; a signed-in person acts in one post at a time. phone is that of its desk, for those below who need help.';
create index post_account on identity.post (account_id);
create index post_place on identity.post (scope, role);

create table identity.session (
  token_hash bytea primary key,
  account_id uuid not null references identity.account,
  post_id uuid not null references identity.post,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text,
  agent text
);
comment on table identity.session is 'A signed-in browser; only the hash of its token is stored. Idle limit 15 minutes, life at most 12 hours (domain/11 section 3).';
create index session_account on identity.session (account_id);

create table identity.access_grant (
  id uuid primary key,
  account_id uuid not null references identity.account,
  record_home text not null,
  record_id uuid not null,
  purpose text not null check (purpose in ('supervise', 'assist', 'breakGlass')),
  reason text not null check (char_length(reason) between 4 and 500),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  scope text collate "C" not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  verdict text check (verdict in ('normal', 'act')),
  remark text check (char_length(remark) <= 500),
  check ((reviewed_at is null) = (verdict is null))
);
comment on table identity.access_grant is 'A person may open one restricted record for a while. It ends by itself: the actor stops carrying its key. scope is the record''s place when it was opened, for the auditor of that place.';
create index access_grant_live on identity.access_grant (account_id, expires_at);
create index access_grant_newest on identity.access_grant (created_at desc, id desc);
create index access_grant_open on identity.access_grant (created_at desc, id desc) where reviewed_at is null;
create index access_grant_record on identity.access_grant (record_home, record_id);

create table identity.attempt (
  key bytea primary key,
  account_id uuid references identity.account,
  failed int not null,
  since timestamptz not null,
  until timestamptz
);
comment on table identity.attempt is 'Mistakes in signing in, by a hash of what they are counted for (account and browser or address, address, account): no names, so that what was typed into the wrong box is kept nowhere. until: paused up to then. Rows of names nobody has look the same.';
create index attempt_account on identity.attempt (account_id) where account_id is not null;
create index attempt_since on identity.attempt (since);

create table identity.known (
  account_id uuid not null references identity.account,
  place bytea not null,
  at timestamptz not null,
  primary key (account_id, place)
);
comment on table identity.known is 'Browsers and addresses (hashed) from which an account last signed in; what strangers do elsewhere does not shut these out.';

create table identity.emergency (
  id uuid primary key,
  account_id uuid not null references identity.account,
  at timestamptz not null
);
comment on table identity.emergency is 'One row per emergency view tried, whether the number was found or not: three a day, so that numbers cannot be probed.';
create index emergency_account on identity.emergency (account_id, at);

-- Every key of a person, whichever post she acts in; of posts those that have not ended by a day, without a day all. Of a unit that
-- ended she keeps the key: who was shut out with it stays shut out where it was merged into.
create function identity.keys_of(p_account uuid, p_today date) returns text[] language sql stable set search_path = pg_catalog as $$
  select array['u:' || p_account] || coalesce(array_agg('p:' || id) || array_agg('o:' || unit_id), '{}')
  from identity.post p where account_id = p_account and (p_today is null or valid_to is null or valid_to >= p_today
    or exists (select from org.unit u where u.id = p.unit_id and u.valid_to <= p.valid_to + 1)) $$;

-- One call at the start of each request: finds the session, refreshes it, and sets who is asking for this transaction.
-- Partner bodies get no range and no keys, so no case policy can match them (mechanisms section 2).
create function identity.enter(p_token bytea, p_now timestamptz, p_post uuid default null)
returns table (account_id uuid, username text, name text, must_change boolean, second_factor boolean, demo boolean,
               post_id uuid, role text, unit_id int, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare s identity.session; p identity.post; a identity.account; u org.unit; live text[]; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  select * into s from identity.session where token_hash = p_token and expires_at > p_now and last_seen_at > p_now - interval '15 minutes';
  if not found then return; end if;
  select * into a from identity.account where id = s.account_id and status = 'active';
  if not found then return; end if;
  select * into p from identity.post where id = s.post_id and valid_from <= today and (valid_to is null or valid_to >= today);
  if not found then return; end if;
  select * into u from org.unit where id = p.unit_id and (valid_to is null or valid_to > today);
  if not found then return; end if;
  if s.last_seen_at < p_now - interval '1 minute' then
    update identity.session set last_seen_at = p_now where token_hash = p_token;
  end if;
  select array_agg('g:' || id) into live from
    (select id from identity.access_grant where account_id = a.id and expires_at > p_now order by purpose = 'breakGlass' desc, created_at desc limit 5) g;
  perform identity.act_as(a.id, p.id, p.role, u.id, u.scope, live, today);
  return query select a.id, a.username, a.name, a.must_change, a.totp is not null, a.demo,
    p.id, p.role, u.id, u.code::text, u.name::text, u.level::text, u.scope::text, p.home, p.title_zh, p.title_en;
end $$;

-- Sets the context of the present transaction; roles without case content get neither range nor keys.
create function identity.act_as(p_account uuid, p_post uuid, p_role text, p_unit int, p_scope text, p_grants text[], p_today date default null)
returns void language plpgsql set search_path = pg_catalog as $$
declare sees boolean := p_role not in ('police', 'admin', 'security', 'auditor');
begin
  perform set_config('app.account', p_account::text, true), set_config('app.post', p_post::text, true),
    set_config('app.role', p_role, true), set_config('app.unit', p_unit::text, true),
    set_config('app.lo', case when sees then p_scope else '' end, true),
    set_config('app.hi', case when sees then left(p_scope, -1) || '0' else '' end, true),
    set_config('app.keys', case when sees then array_to_string(array['u:' || p_account, 'p:' || p_post, 'o:' || p_unit] || coalesce(p_grants, '{}'), ',') else '' end, true),
    set_config('app.watch', case when p_role in ('admin', 'security', 'auditor') then p_scope else '' end, true),
    set_config('app.also', case when sees then array_to_string(identity.keys_of(p_account, p_today), ',') else '' end, true);
end $$;

-- What sign-in needs to know about one user name; nothing else can read password hashes.
create function identity.sign_in_candidate(p_username text)
returns table (id uuid, password text, totp bytea, totp_used bigint, status text, demo boolean, held_by uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select id, password, totp, totp_used, status, demo, held_by from identity.account where username = p_username $$;

-- A reset password opens nothing until another person than who reset it has looked the owner in the face.
create function identity.release(p_account uuid, p_drop_factor boolean) returns boolean language sql security definer set search_path = pg_catalog as $$
  with done as (update identity.account set held_by = null, totp = case when p_drop_factor then null else totp end, version = version + 1
    where id = p_account and held_by <> app.account() and id <> app.account() and app.role() = 'security' returning 1)
  select exists (select 1 from done) $$;

-- The number of the desk one sits at; the rest of a post is for security administrators.
create function identity.note_phone(p_phone text) returns void language sql security definer set search_path = pg_catalog as $$
  update identity.post set phone = p_phone where id = app.post() and account_id = app.account() $$;

grant select, insert, update on identity.account, identity.session to nuanjia_guard;
grant update (phone) on identity.post to nuanjia_guard;
grant select on identity.post, identity.access_grant to nuanjia_guard;
grant select, insert on identity.emergency to nuanjia_guard, nuanjia_system;
grant usage on schema org to nuanjia_guard;
grant select on org.unit to nuanjia_guard;
grant usage on schema identity to nuanjia_guard;
grant create on schema identity to nuanjia_guard;
alter function identity.enter(bytea, timestamptz, uuid) owner to nuanjia_guard;
alter function identity.sign_in_candidate(text) owner to nuanjia_guard;
alter function identity.release(uuid, boolean) owner to nuanjia_guard;
alter function identity.note_phone(text) owner to nuanjia_guard;
revoke create on schema identity from nuanjia_guard;
revoke all on function identity.keys_of(uuid, date), identity.enter(bytea, timestamptz, uuid), identity.sign_in_candidate(text), identity.release(uuid, boolean), identity.note_phone(text), identity.act_as(uuid, uuid, text, int, text, text[], date) from public;
grant execute on function identity.enter(bytea, timestamptz, uuid), identity.sign_in_candidate(text), identity.release(uuid, boolean), identity.note_phone(text) to nuanjia_app;
grant execute on function identity.keys_of(uuid, date) to nuanjia_app, nuanjia_guard, nuanjia_system;
grant execute on function identity.act_as(uuid, uuid, text, int, text, text[], date) to nuanjia_app, nuanjia_guard, nuanjia_system;

alter table identity.account enable row level security;
alter table identity.account force row level security;
alter table identity.post enable row level security;
alter table identity.post force row level security;
alter table identity.session enable row level security;
alter table identity.session force row level security;
alter table identity.attempt enable row level security;
alter table identity.attempt force row level security;
alter table identity.known enable row level security;
alter table identity.known force row level security;
alter table identity.emergency enable row level security;
alter table identity.emergency force row level security;
alter table identity.access_grant enable row level security;
alter table identity.access_grant force row level security;
create policy account_guard on identity.account for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy post_guard on identity.post for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy session_guard on identity.session for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy attempt_engine on identity.attempt for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy attempt_count on identity.attempt for all to nuanjia_app using (app.role() is null or app.role() = 'admin');
create policy known_engine on identity.known for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy known_note on identity.known for all to nuanjia_app using (app.role() is null);
create policy emergency_guard on identity.emergency for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy grant_guard on identity.access_grant for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
-- Names of colleagues are not secret inside the house; accounts are changed by their owner or an administrator.
create policy account_read on identity.account for select to nuanjia_app using (true);
create policy account_sign_in on identity.account for update to nuanjia_app using (app.role() is null or id = app.account() or app.role() = 'admin');
create policy account_open on identity.account for insert to nuanjia_app with check (app.role() = 'admin');
-- Nobody gives herself a post, but the first person of the house, who has nobody to ask.
create policy post_read on identity.post for select to nuanjia_app using (true);
create policy post_open on identity.post for insert to nuanjia_app with check (app.role() = 'security'
  and (account_id <> app.account() or not exists (select 1 from identity.account a where a.id <> app.account())));
create policy post_end on identity.post for update to nuanjia_app using (app.role() = 'security' and account_id <> app.account());
create policy session_open on identity.session for insert to nuanjia_app with check (true);
create policy session_own on identity.session for select to nuanjia_app using (account_id = app.account());
create policy session_switch on identity.session for update to nuanjia_app using (account_id = app.account());
create policy session_close on identity.session for delete to nuanjia_app using (account_id = app.account() or app.role() = 'admin');
create policy grant_read on identity.access_grant for select to nuanjia_app using (account_id = app.account()
  or app.role() = 'auditor' and scope >= app.watch() and scope < left(app.watch(), -1) || '0');
create policy grant_review on identity.access_grant for update to nuanjia_app using (app.role() = 'auditor'
  and scope >= app.watch() and scope < left(app.watch(), -1) || '0') with check (reviewed_by = app.account());
grant select (id, username, name, status, must_change, demo, created_at, password_at, version, held_by, last_in, scope) on identity.account to nuanjia_app;
grant update (password, must_change, totp, totp_used, held_by, last_in, status, password_at, version) on identity.account to nuanjia_app;
grant insert on identity.account to nuanjia_app;
grant select, insert, update, delete on identity.attempt, identity.known to nuanjia_app, nuanjia_system;
grant select, insert on identity.post to nuanjia_app;
grant update (valid_to) on identity.post to nuanjia_app;
grant select, insert, delete on identity.session to nuanjia_app;
grant update (post_id, last_seen_at) on identity.session to nuanjia_app;
grant select on identity.access_grant to nuanjia_app;
grant update (reviewed_at, reviewed_by, verdict, remark) on identity.access_grant to nuanjia_app;
grant select, insert, update, delete on identity.account, identity.post, identity.session, identity.access_grant to nuanjia_system;
