-- Imports: one row a batch, so that a file can be resumed, counted and taken back as a whole.

create schema exchange;
grant usage on schema exchange to nuanjia_app, nuanjia_system, nuanjia_guard;

create table exchange.batch (
  id uuid primary key,
  home text not null check (home ~ '^[0-9]{6}$'),
  unit_id int not null,
  scope text collate "C" not null,
  kind text not null,
  digest bytea not null,
  name_digest bytea not null,
  status text not null check (status in ('writing', 'done', 'takingBack', 'takenBack')),
  rows int not null check (rows >= 0),
  written int not null default 0 check (written between 0 and rows),
  known int not null default 0 check (known >= 0),
  refused int not null default 0 check (refused >= 0),
  created_by uuid not null,
  created_post uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  taken_back_by uuid,
  taken_back_at timestamptz,
  taken_back_reason text check (char_length(taken_back_reason) between 2 and 500),
  check ((status = 'writing') = (finished_at is null)),
  check ((taken_back_by is null) = (status in ('writing', 'done'))),
  check ((taken_back_by is null) = (taken_back_at is null) and (taken_back_by is null) = (taken_back_reason is null)),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table exchange.batch is 'One import of one file. Only digests of the file and its name are kept: both may hold names of people. A batch that stays at writing was interrupted; the same file goes on with it.';
comment on column exchange.batch.digest is 'SHA-256 of the cells as read, so that the same table saved in another encoding is the same file.';
comment on column exchange.batch.known is 'Rows left out because they had been imported before.';
comment on column exchange.batch.refused is 'Rows left out because they have faults; more than zero only with --partial.';
-- Two people who start the same file at once go on with one batch.
create unique index batch_open on exchange.batch (home, kind, unit_id, digest) where status = 'writing';
create index batch_place on exchange.batch (scope, created_at desc);

alter table exchange.batch enable row level security;
alter table exchange.batch force row level security;
create policy batch_engine on exchange.batch for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
create policy batch_read on exchange.batch for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
create policy batch_open on exchange.batch for insert to nuanjia_app
  with check (created_by = app.account() and scope >= app.lo() and scope < app.hi());
create policy batch_move on exchange.batch for update to nuanjia_app using (scope >= app.lo() and scope < app.hi());
grant select, insert on exchange.batch to nuanjia_app;
grant update (status, written, known, refused, finished_at, taken_back_by, taken_back_at, taken_back_reason) on exchange.batch to nuanjia_app;
grant select on exchange.batch to nuanjia_guard;
grant select, update, delete on exchange.batch to nuanjia_system;

-- Frees the source number of a record that was taken back with its batch, so that the corrected file can be imported.
set local role nuanjia_guard;
create function guard.exchange_release(p_home text, p_id uuid, p_batch uuid) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or h.batch_id is distinct from p_batch or not guard.opens(h)
    or not exists (select 1 from exchange.batch b where b.id = p_batch and b.status = 'takingBack') then return false; end if;
  update cases.head set source_ref = null where home = p_home and id = p_id;
  return true;
end $$;
revoke all on function guard.exchange_release(text, uuid, uuid) from public;
grant execute on function guard.exchange_release(text, uuid, uuid) to nuanjia_app;
reset role;
