-- Where things are: the division tree from nation to village, its history, and what became of units that ended.

create schema org;
grant usage on schema org to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;

create table org.unit (
  id int generated always as identity primary key,
  code text collate "C" not null check (code ~ '^[0-9A-Z]{6,15}$'),
  name text collate "C" not null check (name <> ''),
  level char(1) not null check (level in ('N', 'P', 'C', 'D', 'T', 'V')),
  scope text collate "C" not null constraint unit_scope unique check (scope ~ '^/(([0-9]{2,4}|[cdtvb][0-9]{1,6})/)*$'),
  name_pinyin_initials text collate "C" not null,
  name_pinyin text collate "C",
  urban_rural smallint,
  parent_id int constraint unit_parent references org.unit,
  kind text not null default 'division' check (kind in ('division', 'body', 'local')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  check ((parent_id is null) = (scope = '/'))
);
comment on table org.unit is 'Every unit with its present code, name and parent: divisions (domain/11 section 6), bodies such as partner agencies, and local units such as development zones. Not sensitive: every login reads it.';
comment on column org.unit.code is 'Six digits down to the county, nine for a township, twelve for a village; 000000 is the nation. Unique among living units.';
comment on column org.unit.scope is 'Path made of the code at birth; survives changes of code and name, follows only a move or merger. The parent''s scope is this one without its last segment.';
comment on column org.unit.name_pinyin_initials is 'First letters of the toneless pinyin of the whole name, with its digits; lower case.';
comment on column org.unit.name_pinyin is 'Toneless pinyin without spaces; only above the village, to keep 620,000 rows short.';
comment on column org.unit.urban_rural is 'Urban-rural class 111 to 220 of the statistics bureau; null when the source list does not carry it.';
comment on column org.unit.valid_to is 'First day it no longer exists; null while it lives. A unit that ended or changed is fully described by its rows in unit_span.';

create unique index unit_code on org.unit (code) where valid_to is null;
create index unit_children on org.unit (parent_id);
create index unit_upper on org.unit (level, scope) where level <> 'V';
create index unit_ended on org.unit (scope) where valid_to is not null;
create index unit_initials on org.unit (name_pinyin_initials);
create index unit_pinyin on org.unit (name_pinyin) where name_pinyin is not null;
-- Single characters, not trigrams: people search with two characters. The characters nearly every
-- village name ends in say nothing and are left out (modules/org/rules.ts keeps the same list).
create index unit_characters on org.unit using gin (string_to_array(translate(name, '村委会居民员社区', ''), null));

create table org.unit_span (
  unit_id int not null references org.unit,
  parent_id int references org.unit,
  code text collate "C" not null,
  name text collate "C" not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (unit_id, valid_from),
  -- unit_id as a one-point range: no extension is needed.
  constraint unit_span_apart exclude using gist (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
);
comment on table org.unit_span is 'What a unit was called and whom it belonged to, from a day up to (not including) a day, spans never overlapping. A unit that never changed has no rows here; one that changed or ended has all of them, the present one included.';
create index unit_span_code on org.unit_span (code);

create table org.unit_successor (
  from_unit int not null references org.unit,
  to_unit int not null references org.unit,
  on_date date not null,
  share numeric(6, 5) not null check (share > 0 and share <= 1),
  primary key (from_unit, to_unit, on_date),
  check (from_unit <> to_unit)
);
comment on table org.unit_successor is 'Which unit continues another from a day on. share is the part of the old unit''s figures that goes there: 1 for a merger, less for a split (domain/11 section 6).';
create index unit_successor_to on org.unit_successor (to_unit);

create view org.unit_at with (security_invoker = true) as
  select u.id as unit_id, u.level, u.scope, coalesce(s.parent_id, u.parent_id) as parent_id, coalesce(s.code, u.code) as code, coalesce(s.name, u.name) as name,
    coalesce(s.valid_from, u.valid_from) as valid_from, case when s.unit_id is null then u.valid_to else s.valid_to end as valid_to
  from org.unit u left join org.unit_span s on s.unit_id = u.id;
comment on view org.unit_at is 'Every unit in every span of its life: ask by unit_id, with valid_from <= day and (valid_to is null or valid_to > day). Level and scope are the present ones.';

grant select on org.unit, org.unit_span, org.unit_successor, org.unit_at to nuanjia_app, nuanjia_system, nuanjia_public, nuanjia_guard;
