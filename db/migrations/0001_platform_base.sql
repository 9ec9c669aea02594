-- What every room stands on: who is asking, the audit log, wrapped keys.

create schema app;
create schema audit;
create schema vault;
create schema guard authorization nuanjia_guard;
grant usage on schema app, audit, vault to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;
grant usage on schema guard to nuanjia_app, nuanjia_system;

-- Who is asking. Plain functions so that the planner sees constants; an unset setting on a reused
-- connection is '' and must read as null, because a range over '' would return everything.
create function app.lo() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.lo', true), '') $$;
create function app.hi() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.hi', true), '') $$;
create function app.keys() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.keys', true), ''), ',') $$;
-- Keys without grants: what a person may change, not only read.
create function app.team_keys() returns text[] language sql stable parallel safe
  as $$ select array(select k from unnest(string_to_array(nullif(current_setting('app.keys', true), ''), ',')) k where left(k, 2) <> 'g:') $$;
-- Keys that shut out: those carried and, whichever post a person acts in, all others she holds.
create function app.shut() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.keys', true), '') || coalesce(',' || nullif(current_setting('app.also', true), ''), ''), ',') $$;
create function app.account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create function app.post() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.post', true), '')::uuid $$;
create function app.unit() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('app.unit', true), '')::int $$;
-- The range an administrator or auditor works in: of accounts and of what was done, never of matters.
create function app.watch() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.watch', true), '') $$;
create function app.role() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.role', true), '') $$;
grant execute on all functions in schema app to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;

-- The audit log: append only, each row with its own MAC, sealed into a chain per home and day by a job.
create table audit.event (
  at timestamptz not null,
  id uuid not null,
  home text not null,
  account uuid,
  post uuid,
  unit_id int,
  role text,
  ip text,
  action text not null,
  object_kind text,
  object_home text,
  object_id uuid,
  purpose text,
  result text not null,
  detail jsonb,
  trace text not null,
  mac bytea not null,
  sealed boolean not null default false,
  primary key (at, id)
) partition by range (at);
comment on table audit.event is 'One row per write and per identified read (domain/11 section 3). detail holds ids and field names, never values.';
create table audit.event_other partition of audit.event default;
create index event_object on audit.event (object_home, object_id, at);
create index event_account on audit.event (account, at);
create index event_unsealed on audit.event (home, at) where not sealed;

create table audit.seal (
  home text not null,
  day date not null,
  seq int not null,
  sealed_at timestamptz not null,
  events uuid[] not null,
  digest bytea not null,
  primary key (home, day, seq)
);
comment on table audit.seal is 'The chain: each digest is HMAC-SM3 over the digest before it and the MACs of its events, in id order.';

-- Months get a partition of their own ahead of time; events outside any month fall into event_other.
create function audit.ensure_month(month date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare first date := date_trunc('month', month)::date; part text := 'event_' || to_char(month, 'YYYYMM');
begin
  if to_regclass('audit.' || part) is null then
    execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)', part,
      (first::timestamp at time zone 'Asia/Shanghai'), ((first + interval '1 month')::timestamp at time zone 'Asia/Shanghai'));
  end if;
end $$;
revoke all on function audit.ensure_month(date) from public;
grant execute on function audit.ensure_month(date) to nuanjia_system;

alter table audit.event enable row level security;
alter table audit.event force row level security;
alter table audit.seal enable row level security;
alter table audit.seal force row level security;
create policy event_write on audit.event for insert to nuanjia_app, nuanjia_public, nuanjia_system with check (true);
create policy event_seal on audit.event for all to nuanjia_system, nuanjia_owner using (true);
create policy seal_all on audit.seal for all to nuanjia_system, nuanjia_owner using (true) with check (true);
grant insert on audit.event to nuanjia_app, nuanjia_public, nuanjia_system;
grant select on audit.event, audit.seal to nuanjia_system;
grant update (sealed) on audit.event to nuanjia_system;
grant insert on audit.seal to nuanjia_system;

-- Keys that wrap record keys, one per home and domain, themselves wrapped by the root key that is never in the database.
create table vault.kek (
  home text not null,
  domain text not null,
  version int not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (home, domain, version)
);
comment on table vault.kek is 'Wrapped key-encryption keys; useless without the root key file (mechanisms section 5).';
alter table vault.kek enable row level security;
alter table vault.kek force row level security;
create policy kek_all on vault.kek for all to nuanjia_app, nuanjia_public, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert on vault.kek to nuanjia_app, nuanjia_public, nuanjia_system;
