-- Accounts of many units: opened by the level above with a slip, phones bound to them, a desk signed in by scanning (decision 0009).

create table identity.slip (
  id uuid primary key,
  account_id uuid not null references identity.account,
  code bytea not null unique,
  purpose text not null check (purpose in ('open', 'reset', 'phone')),
  issued_by uuid not null references identity.account,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
comment on table identity.slip is 'A paper that lets somebody in once: open and reset set a password, phone binds one. code is a MAC of what the paper says, kept nowhere else.';
create index slip_account on identity.slip (account_id, issued_at desc);
create index slip_issuer on identity.slip (issued_by, issued_at desc);

create table identity.proposal (
  id uuid primary key,
  account_id uuid not null references identity.account,
  unit_id int not null,
  scope text collate "C" not null,
  role text not null,
  phone text check (phone ~ '^[0-9][0-9 -]{2,19}$'),
  proposed_by uuid not null references identity.account,
  proposed_at timestamptz not null,
  decided_by uuid references identity.account,
  decided_at timestamptz,
  post_id uuid references identity.post,
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table identity.proposal is 'The post the level above asks for an account it opened; a security administrator gives it (post_id) or not.';
create index proposal_account on identity.proposal (account_id);
create index proposal_waiting on identity.proposal (scope) where decided_at is null;

create table identity.device (
  id uuid primary key,
  account_id uuid not null references identity.account,
  name text not null check (char_length(name) between 1 and 60),
  kind text not null check (kind in ('passkey', 'pin')),
  secret bytea not null unique,
  credential text unique,
  public_key bytea,
  counter bigint not null default 0,
  transports text[],
  pin text,
  failed int not null default 0,
  bound_at timestamptz not null,
  last_in timestamptz,
  removed_at timestamptz,
  removed_by uuid references identity.account,
  check ((kind = 'passkey') = (credential is not null and public_key is not null)),
  check ((kind = 'pin') = (pin is not null))
);
comment on table identity.device is 'A phone bound to an account. secret is the hash of a cookie only that phone has; a six-digit pin is hashed together with the cookie, so that the table alone is no use. failed counts wrong digits in a row; at five the phone is released.';
create index device_account on identity.device (account_id);

create table identity.challenge (
  challenge text primary key,
  purpose text not null check (purpose in ('bind', 'prove')),
  expires_at timestamptz not null
);
comment on table identity.challenge is 'What a phone must sign next; taken once.';

create table identity.desk (
  poll bytea primary key,
  scan bytea not null unique,
  number int not null check (number between 10 and 99),
  others int[] not null,
  ip text not null,
  agent text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  account_id uuid references identity.account,
  post_id uuid references identity.post,
  device_id uuid references identity.device,
  decided_at timestamptz,
  refused boolean not null default false,
  taken_at timestamptz
);
comment on table identity.desk is 'A desk that waits to be signed in by a phone: only hashes of what it and its picture say. Rows older than a day are dropped.';
create index desk_asked on identity.desk (asked_at);

alter table identity.session add column device_id uuid references identity.device, add column light boolean not null default false, add column full_until timestamptz;
comment on table identity.session is 'A signed-in browser; only the hash of its token is stored. Idle limit 15 minutes, life at most 12 hours (domain/11 section 3). light: begun by a bound phone; what needs the full check waits for it, and has it until full_until.';
create index session_device on identity.session (device_id) where device_id is not null;

create function app.today() returns date language sql stable parallel safe
  as $$ select nullif(current_setting('app.today', true), '')::date $$;
grant execute on function app.today() to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;

grant select, insert, update on identity.slip, identity.device, identity.desk to nuanjia_guard;
grant select on identity.proposal to nuanjia_guard;
grant delete on identity.session to nuanjia_guard;
grant select, insert, update, delete on identity.slip, identity.proposal, identity.device, identity.challenge, identity.desk to nuanjia_system;

create or replace function identity.act_as(p_account uuid, p_post uuid, p_role text, p_unit int, p_scope text, p_grants text[], p_today date default null)
returns void language plpgsql set search_path = pg_catalog as $$
declare sees boolean := p_role not in ('police', 'admin', 'security', 'auditor');
begin
  perform set_config('app.account', p_account::text, true), set_config('app.post', p_post::text, true),
    set_config('app.role', p_role, true), set_config('app.unit', p_unit::text, true),
    set_config('app.lo', case when sees then p_scope else '' end, true),
    set_config('app.hi', case when sees then left(p_scope, -1) || '0' else '' end, true),
    set_config('app.keys', case when sees then array_to_string(array['u:' || p_account, 'p:' || p_post, 'o:' || p_unit] || coalesce(p_grants, '{}'), ',') else '' end, true),
    set_config('app.watch', case when p_role in ('admin', 'security', 'auditor') then p_scope else '' end, true),
    set_config('app.today', coalesce(p_today::text, ''), true),
    set_config('app.also', case when sees then array_to_string(identity.keys_of(p_account, p_today), ',') else '' end, true);
end $$;

grant create on schema identity to nuanjia_guard;
drop function identity.enter(bytea, timestamptz, uuid);
set local role nuanjia_guard;

-- As before, and whether the session is light at this moment; one of a phone that was removed is none.
create function identity.enter(p_token bytea, p_now timestamptz, p_post uuid default null)
returns table (account_id uuid, username text, name text, must_change boolean, second_factor boolean, demo boolean,
               post_id uuid, role text, unit_id int, unit_code text, unit_name text, level text, scope text, home text, title_zh text, title_en text,
               light boolean, device_id uuid)
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare s identity.session; p identity.post; a identity.account; u org.unit; live text[]; today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  select * into s from identity.session where token_hash = p_token and expires_at > p_now and last_seen_at > p_now - interval '15 minutes';
  if not found then return; end if;
  if s.device_id is not null and not exists (select from identity.device d where d.id = s.device_id and d.removed_at is null) then return; end if;
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
    p.id, p.role, u.id, u.code::text, u.name::text, u.level::text, u.scope::text, p.home, p.title_zh, p.title_en,
    s.light and (s.full_until is null or s.full_until <= p_now), s.device_id;
end $$;

-- Whether the account is one of those a post of the level above runs: everything it holds, or was asked for it, lies strictly
-- below, and is working post only (decision 0009). The rule is said once more in modules/identity/rules/above.ts.
create function identity.runs(p_account uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  with held as (select scope, role from identity.post where account_id = p_account and (valid_to is null or app.today() is null or valid_to >= app.today())),
  places as (select scope, role from held
    union all select scope, role from identity.post where account_id = p_account and not exists (select from held)
    union all select scope, null from identity.account where id = p_account and scope is not null and not exists (select from identity.post where account_id = p_account))
  select coalesce(app.role() in ('leader', 'town') and p_account <> app.account() and exists (select from places)
    and not exists (select from places where scope collate "C" <= app.lo() or scope collate "C" >= app.hi() or role in ('admin', 'security', 'auditor', 'police')), false) $$;

-- What the paper with this code says about whom; nothing else can look it up.
create function identity.slip_of(p_code bytea)
returns table (id uuid, account_id uuid, purpose text, expires_at timestamptz, used_at timestamptz, withdrawn_at timestamptz, username text, name text, status text, held boolean, issuer text, issuer_unit text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.account_id, s.purpose, s.expires_at, s.used_at, s.withdrawn_at, a.username, a.name, a.status, a.held_by is not null, b.name,
    (select u.name from identity.post p join org.unit u on u.id = p.unit_id where p.account_id = b.id order by p.valid_to is not null, p.valid_from desc limit 1)
  from identity.slip s join identity.account a on a.id = s.account_id join identity.account b on b.id = s.issued_by where s.code = p_code $$;

-- Uses a paper once: the password is hers, and whatever was open before ends. Null when somebody was quicker.
create function identity.use_slip(p_code bytea, p_password text, p_now timestamptz) returns uuid language sql security definer set search_path = pg_catalog as $$
  with used as (update identity.slip s set used_at = p_now from identity.account a
    where s.code = p_code and s.purpose in ('open', 'reset') and s.used_at is null and s.withdrawn_at is null and s.expires_at > p_now
      and a.id = s.account_id and a.status = 'active' and a.held_by is null returning s.account_id),
  closed as (delete from identity.session where account_id in (select account_id from used))
  update identity.account set password = p_password, password_at = p_now, must_change = false, version = version + 1
    where id in (select account_id from used) returning id $$;

-- Binds a phone to the person who asks, or by a paper of hers for that.
create function identity.bind_device(p_id uuid, p_code bytea, p_name text, p_kind text, p_secret bytea, p_credential text, p_key bytea, p_counter bigint, p_transports text[], p_pin text, p_now timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare whose uuid := app.account();
begin
  if p_code is not null then
    update identity.slip s set used_at = p_now from identity.account a
      where s.code = p_code and s.purpose = 'phone' and s.used_at is null and s.withdrawn_at is null and s.expires_at > p_now
        and a.id = s.account_id and a.status = 'active' and a.held_by is null returning s.account_id into whose;
    if not found then return null; end if;
  end if;
  if whose is null then return null; end if;
  insert into identity.device (id, account_id, name, kind, secret, credential, public_key, counter, transports, pin, bound_at)
    values (p_id, whose, p_name, p_kind, p_secret, p_credential, p_key, p_counter, p_transports, p_pin, p_now);
  return whose;
end $$;

-- A bound phone by its cookie or its credential, with what proves it.
create function identity.device_of(p_secret bytea, p_credential text)
returns table (id uuid, account_id uuid, username text, name text, kind text, credential text, public_key bytea, counter bigint, transports text[], pin text, failed int, status text, held boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, d.account_id, a.username, a.name, d.kind, d.credential, d.public_key, d.counter, d.transports, d.pin, d.failed, a.status, a.held_by is not null
  from identity.device d join identity.account a on a.id = d.account_id
  where d.removed_at is null and (d.secret = p_secret or d.credential = p_credential) $$;

-- Counts one try before it is looked at, so that tries sent at once are counted like one after the other; the fifth wrong one
-- releases the phone. Null when it is released.
create function identity.try_device(p_id uuid) returns int language sql security definer set search_path = pg_catalog as $$
  update identity.device set failed = failed + 1 where id = p_id and removed_at is null and failed < 5 returning failed $$;
create function identity.note_device(p_id uuid, p_counter bigint, p_now timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update identity.device set failed = 0, counter = p_counter, last_in = p_now where id = p_id and removed_at is null $$;

-- Lets a phone go, and with it every sign-in it made, here and at desks: by its owner, by whoever runs her account, by a security
-- administrator who has seen her, or by itself after the fifth wrong try.
create function identity.drop_device(p_id uuid, p_now timestamptz) returns uuid language sql security definer set search_path = pg_catalog as $$
  with gone as (update identity.device d set removed_at = p_now, removed_by = app.account() where d.id = p_id and d.removed_at is null
    and (d.account_id = app.account() or app.role() in ('admin', 'security') or identity.runs(d.account_id) or d.failed >= 5) returning d.id, d.account_id),
  closed as (delete from identity.session where device_id in (select id from gone))
  select account_id from gone $$;

-- How often each person of an office's range looked whole and took away since a day: numbers, never what.
create function identity.looked(p_since timestamptz) returns table (account_id uuid, reveals int, exports int) language sql stable security definer set search_path = pg_catalog as $$
  select w.account_id, count(*) filter (where e.action = 'cases.reveal')::int, count(*) filter (where e.action = 'exchange.export')::int
  from (select distinct p.account_id from identity.post p where app.role() in ('admin', 'security', 'auditor') and p.scope collate "C" >= app.watch() and p.scope collate "C" < left(app.watch(), -1) || '0') w
  join audit.event e on e.account = w.account_id and e.at >= p_since and e.action in ('cases.reveal', 'exchange.export') and e.result = 'ok'
  group by w.account_id $$;

create or replace function guard.account_tell(p_account uuid, p_at timestamptz, p_key text, p_vars jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  with live as (select p.* from identity.post p where p.valid_from <= (p_at at time zone 'Asia/Shanghai')::date and (p.valid_to is null or p.valid_to >= (p_at at time zone 'Asia/Shanghai')::date)),
  own as (select * from live where account_id = p_account),
  watching as (select distinct on (own.id) o.scope as place from own join live o on o.role = 'auditor' and starts_with(own.scope, o.scope) order by own.id, length(o.scope) desc),
  asks as (select app.role() is null or p_account = app.account() as herself, app.role() in ('admin', 'security') or identity.runs(p_account) as office)
  insert into cases.notice (id, to_post, at, key, vars)
    select gen_random_uuid(), l.id, p_at, p_key, p_vars from live l, asks
    where (asks.office or asks.herself) and l.account_id = p_account
      or asks.office and (l.role = 'leader' and l.unit_id in (select unit_id from own) or l.role = 'auditor' and l.scope in (select place from watching)) $$;
reset role;
revoke create on schema identity from nuanjia_guard;
revoke all on function identity.enter(bytea, timestamptz, uuid), identity.runs(uuid), identity.slip_of(bytea), identity.use_slip(bytea, text, timestamptz),
  identity.bind_device(uuid, bytea, text, text, bytea, text, bytea, bigint, text[], text, timestamptz), identity.device_of(bytea, text), identity.try_device(uuid), identity.note_device(uuid, bigint, timestamptz),
  identity.drop_device(uuid, timestamptz), identity.looked(timestamptz) from public;
grant execute on function identity.enter(bytea, timestamptz, uuid), identity.runs(uuid), identity.slip_of(bytea), identity.use_slip(bytea, text, timestamptz),
  identity.bind_device(uuid, bytea, text, text, bytea, text, bytea, bigint, text[], text, timestamptz), identity.device_of(bytea, text), identity.try_device(uuid), identity.note_device(uuid, bigint, timestamptz),
  identity.drop_device(uuid, timestamptz), identity.looked(timestamptz) to nuanjia_app;
create index event_taking on audit.event (account, at) where action in ('cases.reveal', 'exchange.export');

alter table identity.slip enable row level security;
alter table identity.slip force row level security;
alter table identity.proposal enable row level security;
alter table identity.proposal force row level security;
alter table identity.device enable row level security;
alter table identity.device force row level security;
alter table identity.challenge enable row level security;
alter table identity.challenge force row level security;
alter table identity.desk enable row level security;
alter table identity.desk force row level security;
create policy slip_guard on identity.slip for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy proposal_guard on identity.proposal for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy device_guard on identity.device for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy challenge_engine on identity.challenge for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy desk_guard on identity.desk for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy slip_issue on identity.slip for insert to nuanjia_app with check (issued_by = app.account()
  and (app.role() = 'admin' or identity.runs(account_id) or account_id = app.account() and purpose = 'phone'));
create policy slip_read on identity.slip for select to nuanjia_app using (issued_by = app.account() or app.role() = 'admin' or identity.runs(account_id));
create policy slip_withdraw on identity.slip for update to nuanjia_app using (issued_by = app.account() or app.role() = 'admin' or identity.runs(account_id));
create policy proposal_read on identity.proposal for select to nuanjia_app using (true);
create policy proposal_ask on identity.proposal for insert to nuanjia_app with check (proposed_by = app.account()
  and (app.role() = 'admin' and scope >= app.watch() and scope < left(app.watch(), -1) || '0' or app.role() in ('leader', 'town') and scope > app.lo() and scope < app.hi()));
create policy proposal_decide on identity.proposal for update to nuanjia_app using (app.role() = 'security' and scope >= app.watch() and scope < left(app.watch(), -1) || '0')
  with check (decided_by = app.account());
-- What proves a phone is read by functions only.
create policy device_read on identity.device for select to nuanjia_app using (account_id = app.account() or app.role() in ('admin', 'security', 'auditor') or identity.runs(account_id));
-- Random and short-lived; who may use one is decided by what was signed, or by whose phone decided.
create policy challenge_use on identity.challenge for all to nuanjia_app using (true) with check (true);
create policy desk_use on identity.desk for all to nuanjia_app using (true) with check (true);
alter policy account_sign_in on identity.account using (app.role() is null or id = app.account() or app.role() = 'admin' or identity.runs(id));
alter policy account_open on identity.account with check (app.role() = 'admin' or app.role() in ('leader', 'town') and scope > app.lo() and scope < app.hi());
alter policy session_own on identity.session using (account_id = app.account() or app.role() = 'admin' or identity.runs(account_id));
alter policy session_close on identity.session using (account_id = app.account() or app.role() = 'admin' or identity.runs(account_id));
alter policy attempt_count on identity.attempt using (app.role() is null or app.role() = 'admin' or account_id is not null and identity.runs(account_id));
grant select, insert on identity.slip, identity.proposal to nuanjia_app;
grant update (withdrawn_at) on identity.slip to nuanjia_app;
grant update (decided_by, decided_at, post_id) on identity.proposal to nuanjia_app;
grant select (id, account_id, name, kind, bound_at, last_in, removed_at) on identity.device to nuanjia_app;
grant select, insert, delete on identity.challenge, identity.desk to nuanjia_app;
grant update (account_id, post_id, device_id, decided_at, refused, taken_at) on identity.desk to nuanjia_app;
grant update (full_until) on identity.session to nuanjia_app;
