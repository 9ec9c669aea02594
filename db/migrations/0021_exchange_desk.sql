-- Imports in the browser: the file on the desk until it is imported or dropped, what a unit said of its registers, and the line each record comes from.

alter table exchange.batch add column name bytea, add column kept jsonb;
comment on column exchange.batch.name is 'The name of the file, sealed: it may hold names of people.';
comment on column exchange.batch.kept is 'Numbers that could not be taken back, with the reason.';
grant update (kept) on exchange.batch to nuanjia_app;

create table exchange.desk (
  id uuid primary key,
  home text not null check (home ~ '^[0-9]{6}$'),
  unit_id int not null,
  scope text collate "C" not null,
  kind text not null,
  name bytea not null,
  content bytea,
  size int not null check (size > 0),
  answers jsonb not null default '{"columns": {}, "values": {}, "fixed": {}}',
  status text not null check (status in ('open', 'running', 'stopping', 'stopped', 'done')),
  checked bytea,
  rows int not null default 0 check (rows >= 0),
  ready int not null default 0 check (ready >= 0),
  batch_id uuid,
  problem jsonb,
  run_at timestamptz,
  run_from int not null default 0,
  created_by uuid not null,
  created_post uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
alter table exchange.desk alter column content set storage external;
comment on table exchange.desk is 'A file somebody is bringing in: sealed, read by her alone, gone when its batch is done or it is dropped. What runs is run as her, in her post.';
comment on column exchange.desk.checked is 'What the last check found, sealed: how the file is laid out, what is asked, what was passed over.';
comment on column exchange.desk.run_from is 'Rows the batch had when the run began, for the rate.';
create index desk_running on exchange.desk (run_at) where status in ('running', 'stopping');

create table exchange.desk_row (
  desk_id uuid not null references exchange.desk on delete cascade,
  row int not null check (row > 0),
  faulty boolean not null,
  sealed bytea not null,
  primary key (desk_id, row)
);
comment on table exchange.desk_row is 'A row of a file on the desk that has faults or was corrected: its cells, corrections and faults, sealed.';

create table exchange.memory (
  id uuid primary key,
  unit_id int not null,
  scope text collate "C" not null,
  kind text not null,
  part text not null check (part in ('column', 'value', 'fixed')),
  field text not null default '',
  word text not null check (char_length(word) <= 80),
  target text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  unique (unit_id, kind, part, field, word),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table exchange.memory is 'What a unit said of its registers: which column a heading is, which code a word of a column is, what a register that does not say it always means. An empty target leaves it out.';

do $$
declare t text;
begin
  foreach t in array array['desk', 'desk_row', 'memory'] loop
    execute format('alter table exchange.%I enable row level security', t);
    execute format('alter table exchange.%I force row level security', t);
    execute format('create policy %I on exchange.%I for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('grant select, insert, update, delete on exchange.%I to nuanjia_app, nuanjia_system', t);
  end loop;
end $$;
create policy desk_own on exchange.desk for all to nuanjia_app
  using (created_by = app.account() and scope >= app.lo() and scope < app.hi());
create policy desk_row_own on exchange.desk_row for all to nuanjia_app
  using (exists (select 1 from exchange.desk d where d.id = desk_row.desk_id));
create policy memory_place on exchange.memory for all to nuanjia_app using (scope >= app.lo() and scope < app.hi());

create table cases.source_line (
  home text not null, case_id uuid not null, sealed bytea not null,
  primary key (home, case_id),
  foreign key (home, case_id) references cases.head
);
comment on table cases.source_line is 'The line of the register an imported matter comes from: file, sheet, row and its cells as they stood, sealed with the key of the matter.';
alter table cases.source_line enable row level security;
alter table cases.source_line force row level security;
create policy source_line_engine on cases.source_line for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert, update, delete on cases.source_line to nuanjia_guard, nuanjia_system;
grant select, insert on cases.source_line to nuanjia_app;
create policy source_line_open on cases.source_line for all to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = source_line.home and h.id = source_line.case_id and (h.access = 0 or h.viewers && app.keys())));
create policy source_line_team_adds on cases.source_line as restrictive for insert to nuanjia_app with check (exists (select 1 from cases.head h
  where h.home = source_line.home and h.id = source_line.case_id and ((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys())));
create policy source_line_team_changes on cases.source_line as restrictive for update to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = source_line.home and h.id = source_line.case_id and ((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys())));
create policy source_line_team_drops on cases.source_line as restrictive for delete to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = source_line.home and h.id = source_line.case_id and ((h.access = 0 and h.scope >= app.lo() and h.scope < app.hi()) or h.viewers && app.team_keys())));
