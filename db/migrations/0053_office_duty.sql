-- 值班表: who is on duty at a unit, by day and shift.

create table office.duty (
  home text not null check (home ~ '^[0-9]{6}$'),
  unit_id int not null,
  scope text collate "C" not null,
  day date not null,
  shift text not null check (shift in ('day', 'night', 'whole')),
  post_id uuid references identity.post,
  name text not null check (char_length(name) between 1 and 50),
  phone text check (phone ~ '^[0-9][0-9 -]{2,19}$'),
  saved_by uuid not null references identity.account,
  saved_at timestamptz not null,
  primary key (home, unit_id, day, shift),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table office.duty is 'The duty roster (值班表) of a unit: a colleague in her post, or a name with a number. Read by the unit, those above and those below, who dial it.';
create index duty_place on office.duty (scope, day);
alter table office.duty enable row level security;
alter table office.duty force row level security;
create policy duty_engine on office.duty for all to nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert, update, delete on office.duty to nuanjia_system;
grant select, insert, delete on office.duty to nuanjia_app;
grant update (post_id, name, phone, saved_by, saved_at) on office.duty to nuanjia_app;
create policy duty_read on office.duty for select to nuanjia_app using (starts_with(app.lo(), scope) or scope >= app.lo() and scope < app.hi());
create policy duty_add on office.duty for insert to nuanjia_app with check (unit_id = app.unit() and saved_by = app.account());
create policy duty_change on office.duty for update to nuanjia_app using (unit_id = app.unit()) with check (unit_id = app.unit() and saved_by = app.account());
create policy duty_drop on office.duty for delete to nuanjia_app using (unit_id = app.unit());

set local role nuanjia_guard;
-- Whether the holder of a post is away on a day: an accepted deputyship says so. Nothing else of it.
create function guard.away_on(p_post uuid, p_day date) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from office.deputy d where d.post_id = p_post and d.accepted_at is not null and d.ended_at is null and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day)) $$;
revoke all on function guard.away_on(uuid, date) from public;
grant execute on function guard.away_on(uuid, date) to nuanjia_app;
reset role;
