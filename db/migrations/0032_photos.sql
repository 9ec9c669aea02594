-- Paper in: a one-time link by which a phone sends photographs for one desk, one matter, one author.

create table papers.photo_link (
  home text not null, id uuid not null,
  case_id uuid not null,
  token bytea not null unique,
  key bytea unique,
  account_id uuid not null, post_id uuid not null,
  session bytea references identity.session on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  ended text check (ended in ('withdrawn', 'done')),
  files uuid[] not null default '{}',
  primary key (home, id),
  check ((opened_at is null) = (key is null))
);
comment on table papers.photo_link is 'A link for one phone (手机拍照传上来): only hashes of its token (used once, by the first phone) and of the key that phone got for it. Lives as long as the session of the desk, at most ten minutes. Read and written by the guard alone.';
create index photo_link_session on papers.photo_link (session) where session is not null;
create index photo_link_case on papers.photo_link (home, case_id);
alter table papers.photo_link enable row level security;
alter table papers.photo_link force row level security;
create policy photo_link_engine on papers.photo_link for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert, update on papers.photo_link to nuanjia_guard;
grant select, insert, update, delete on papers.photo_link to nuanjia_system;

set local role nuanjia_guard;

create function guard.photo_state(l papers.photo_link, p_now timestamptz) returns text language sql immutable set search_path = pg_catalog as $$
  select case when l.ended is not null then l.ended when l.session is null then 'withdrawn' when l.expires_at <= p_now then 'expired'
    when l.opened_at is not null then 'opened' else 'waiting' end $$;

-- A link for a matter one works on; an earlier one of the same author for it ends. False out of reach.
create function guard.photo_begin(p_home text, p_case uuid, p_link uuid, p_token bytea, p_session bytea, p_now timestamptz, p_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_case;
  if not found or not guard.works(h) then return false; end if;
  update papers.photo_link set ended = 'withdrawn' where home = p_home and case_id = p_case and account_id = app.account() and ended is null;
  insert into papers.photo_link (home, id, case_id, token, account_id, post_id, session, created_at, expires_at)
    values (p_home, p_link, p_case, p_token, app.account(), app.post(), p_session, p_now, p_until);
  return true;
end $$;

-- One's own link: {state, until, files}; null for anybody else's.
create function guard.photo_look(p_home text, p_case uuid, p_link uuid, p_now timestamptz) returns jsonb language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object('state', guard.photo_state(l, p_now), 'until', l.expires_at, 'files', l.files)
  from papers.photo_link l where l.home = p_home and l.id = p_link and l.case_id = p_case and l.account_id = app.account() $$;

create function guard.photo_withdraw(p_home text, p_case uuid, p_link uuid) returns boolean language sql security definer set search_path = pg_catalog as $$
  with gone as (update papers.photo_link set ended = coalesce(ended, 'withdrawn')
    where home = p_home and id = p_link and case_id = p_case and account_id = app.account() returning 1)
  select exists (select 1 from gone) $$;

-- The first phone with the token gets the key, and the token is used. What it is told: a state and a time, nothing of a matter.
create function guard.photo_open(p_token bytea, p_key bytea, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare l papers.photo_link; state text;
begin
  select * into l from papers.photo_link where token = p_token for update;
  if not found then return jsonb_build_object('state', 'unknown'); end if;
  state := guard.photo_state(l, p_now);
  if state <> 'waiting' then return jsonb_build_object('state', state); end if;
  update papers.photo_link set opened_at = p_now, key = p_key where home = l.home and id = l.id;
  return jsonb_build_object('state', 'waiting', 'until', l.expires_at);
end $$;

-- Whom a phone's key sends for; photographs of one link wait for each other.
create function guard.photo_enter(p_key bytea, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare l papers.photo_link;
begin
  select * into l from papers.photo_link where key = p_key for update;
  if not found then return jsonb_build_object('state', 'unknown'); end if;
  return jsonb_build_object('state', guard.photo_state(l, p_now), 'home', l.home, 'case', l.case_id, 'id', l.id, 'post', l.post_id,
    'session', encode(l.session, 'base64'), 'files', l.files);
end $$;

create function guard.photo_took(p_key bytea, p_file uuid) returns void language sql security definer set search_path = pg_catalog as $$
  update papers.photo_link set files = files || p_file where key = p_key and account_id = app.account() $$;

create function guard.photo_done(p_key bytea) returns void language sql security definer set search_path = pg_catalog as $$
  update papers.photo_link set ended = coalesce(ended, 'done') where key = p_key $$;

revoke all on function guard.photo_state(papers.photo_link, timestamptz), guard.photo_begin(text, uuid, uuid, bytea, bytea, timestamptz, timestamptz),
  guard.photo_look(text, uuid, uuid, timestamptz), guard.photo_withdraw(text, uuid, uuid), guard.photo_open(bytea, bytea, timestamptz),
  guard.photo_enter(bytea, timestamptz), guard.photo_took(bytea, uuid), guard.photo_done(bytea) from public;
grant execute on function guard.photo_begin(text, uuid, uuid, bytea, bytea, timestamptz, timestamptz), guard.photo_look(text, uuid, uuid, timestamptz),
  guard.photo_withdraw(text, uuid, uuid), guard.photo_open(bytea, bytea, timestamptz), guard.photo_enter(bytea, timestamptz),
  guard.photo_took(bytea, uuid), guard.photo_done(bytea) to nuanjia_app;
reset role;
