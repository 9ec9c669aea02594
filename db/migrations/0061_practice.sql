-- 练习: whether a practice house is wanted beside this one, and how far the making of it is.

create schema practice;
grant usage on schema practice to nuanjia_app, nuanjia_system;

create table practice.copy (
  only_one boolean primary key default true check (only_one),
  asked_at timestamptz not null,
  done int not null default 0 check (done >= 0),
  total int not null default 0 check (total >= 0),
  made_at timestamptz,
  fault text check (char_length(fault) between 1 and 40),
  fault_at timestamptz,
  check ((fault is null) = (fault_at is null))
);
comment on table practice.copy is 'The wish for a practice house, one row or none; asked_at tells one making from the next. Nothing that is practised is in this database. Not sensitive.';

alter table practice.copy enable row level security;
alter table practice.copy force row level security;
create policy copy_engine on practice.copy for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy copy_read on practice.copy for select to nuanjia_app using (true);
create policy copy_keep on practice.copy for all to nuanjia_app using (app.role() = 'admin') with check (app.role() = 'admin');
grant select, insert, update, delete on practice.copy to nuanjia_system, nuanjia_app;
