-- Forms of those a unit reports to: an uploaded workbook and what fills its cells.

create schema forms;
grant usage on schema forms to nuanjia_app, nuanjia_system;

create table forms.form (
  id uuid primary key,
  home text not null check (home ~ '^[0-9]{6}$'),
  unit_id int not null,
  scope text collate "C" not null,
  name text not null check (char_length(name) between 1 and 100),
  file bytea not null,
  bindings jsonb not null default '[]' check (jsonb_typeof(bindings) = 'array'),
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  saved_by uuid not null,
  saved_at timestamptz not null,
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table forms.form is 'A receiver''s own workbook as a unit uploaded it, to be filled each period. Read in the range of the unit, changed by the unit itself.';
comment on column forms.form.file is 'The .xlsx, sealed: an empty form should name nobody, but people upload last year''s.';
comment on column forms.form.bindings is 'What fills which cell: [{sheet, cell, fill}], see modules/forms/contract.ts.';
create index form_place on forms.form (scope, saved_at desc);

alter table forms.form enable row level security;
alter table forms.form force row level security;
create policy form_engine on forms.form for all to nuanjia_system, nuanjia_owner using (true) with check (true);
create policy form_read on forms.form for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
create policy form_open on forms.form for insert to nuanjia_app
  with check (unit_id = app.unit() and created_by = app.account() and scope >= app.lo() and scope < app.hi());
create policy form_save on forms.form for update to nuanjia_app
  using (unit_id = app.unit() and scope >= app.lo() and scope < app.hi()) with check (unit_id = app.unit() and scope >= app.lo() and scope < app.hi());
create policy form_drop on forms.form for delete to nuanjia_app using (unit_id = app.unit() and scope >= app.lo() and scope < app.hi());
grant select, insert, delete on forms.form to nuanjia_app;
grant update (name, bindings, version, saved_by, saved_at) on forms.form to nuanjia_app;
grant select on forms.form to nuanjia_system;
-- Only by moving a unit: the key of its place follows (on update cascade).
grant update (scope) on forms.form to nuanjia_system;
