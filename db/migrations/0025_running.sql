-- What was backed up, for the administrator's desk and the health check.

create schema running;
grant usage on schema running to nuanjia_app, nuanjia_system;

create table running.backup (
  id uuid primary key,
  origin text not null check (origin in ('night', 'command')),
  started_at timestamptz not null,
  ended_at timestamptz not null,
  file text not null,
  bytes bigint,
  rows bigint,
  fault text,
  check ((fault is null) = (bytes is not null))
);
comment on table running.backup is 'Backups made and missed: when, where, how large, and the code of why not. Not sensitive. Ids are in order of time.';
create index backup_newest on running.backup (ended_at desc);

alter table running.backup enable row level security;
alter table running.backup force row level security;
create policy backup_engine on running.backup for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy backup_read on running.backup for select to nuanjia_app using (app.role() = 'admin');
grant select, insert, delete on running.backup to nuanjia_system;
grant select on running.backup to nuanjia_app;
