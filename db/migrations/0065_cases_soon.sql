-- When a matter's next clock becomes due soon: counting them for a nation went through everything that is due at all.
create function cases.soon_at(started timestamptz, due timestamptz) returns timestamptz
  language sql immutable parallel safe
  return started + make_interval(secs => 0.8 * extract(epoch from due - started)::float8);
comment on function cases.soon_at is 'When 80 percent of a clock have run (soonShare of platform/clock/deadline.ts).';

alter table cases.head add column next_due_soon_at timestamptz
  generated always as (cases.soon_at(next_due_started_at, next_due_at)) stored;
comment on column cases.head.next_due_soon_at is 'When the clock that ends at next_due_at is marked as due soon.';

drop index cases.head_due_area;
drop index cases.head_due_all;
create index head_due_area on cases.head (area, next_due_at, id, next_due_soon_at) where next_due_at is not null;
create index head_due_all on cases.head (next_due_at, id, next_due_soon_at) where next_due_at is not null;
