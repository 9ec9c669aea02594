-- The work of an office: phrases (常用语) of a person or her unit.

create schema office;
grant usage on schema office to nuanjia_app, nuanjia_system, nuanjia_guard;

create table office.phrase (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  account_id uuid not null references identity.account,
  unit_id int references org.unit,
  place text not null,
  sealed bytea not null,
  saved_at timestamptz not null,
  primary key (home, id)
);
comment on table office.phrase is 'A phrase saved for a field (place), by its author for herself or, with unit_id, for all of that unit; sealed, since it was typed beside a matter.';
create index phrase_author on office.phrase (account_id);
create index phrase_unit on office.phrase (unit_id) where unit_id is not null;

create table office.phrase_use (
  account_id uuid not null references identity.account,
  phrase text not null check (char_length(phrase) <= 60),
  used int not null default 0,
  used_at timestamptz not null,
  primary key (account_id, phrase)
);
comment on table office.phrase_use is 'How often a person took a phrase, by its id or the key of one that comes with the product; orders her list.';

do $$
declare t text;
begin
  foreach t in array array['phrase', 'phrase_use'] loop
    execute format('alter table office.%I enable row level security', t);
    execute format('alter table office.%I force row level security', t);
    execute format('create policy %I on office.%I for all to nuanjia_system, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('grant select, insert, update, delete on office.%I to nuanjia_system', t);
    execute format('grant select, insert, delete on office.%I to nuanjia_app', t);
  end loop;
end $$;
grant update (unit_id, place, sealed, saved_at) on office.phrase to nuanjia_app;
grant update (used, used_at) on office.phrase_use to nuanjia_app;
create policy phrase_read on office.phrase for select to nuanjia_app using (account_id = app.account() or unit_id = app.unit());
create policy phrase_save on office.phrase for insert to nuanjia_app with check (account_id = app.account() and (unit_id is null or unit_id = app.unit()));
create policy phrase_edit on office.phrase for update to nuanjia_app using (account_id = app.account()) with check (account_id = app.account() and (unit_id is null or unit_id = app.unit()));
-- What a colleague left for the unit is taken away by its chair as well.
create policy phrase_drop on office.phrase for delete to nuanjia_app using (account_id = app.account() or unit_id = app.unit() and app.role() in ('leader', 'town', 'village'));
create policy phrase_use_own on office.phrase_use for all to nuanjia_app using (account_id = app.account()) with check (account_id = app.account());
