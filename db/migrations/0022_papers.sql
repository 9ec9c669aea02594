-- Number books: which 文号 a letter of a unit carries, and the register of those given.

create schema papers;
grant usage on schema papers to nuanjia_app, nuanjia_system, nuanjia_guard;

create table papers.book (
  home text not null check (home ~ '^[0-9]{6}$'),
  id uuid not null,
  unit_id int not null,
  scope text collate "C" not null,
  prefix text not null check (char_length(prefix) between 1 and 20),
  forms text[] not null,
  created_by uuid not null,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (home, id),
  unique (home, unit_id, prefix),
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade
);
comment on table papers.book is 'A number book (编号簿) of a unit: the prefix (机关代字) its numbers begin with and the letter types, kind.letter, that take them. Not sensitive.';
create index book_unit on papers.book (unit_id);

create table papers.year (
  home text not null, book_id uuid not null,
  year int not null check (year between 1990 and 2200),
  first int not null check (first between 1 and 99999),
  last int not null,
  closed_at timestamptz, closed_by uuid,
  primary key (home, book_id, year),
  foreign key (home, book_id) references papers.book,
  check (last >= first - 1),
  check ((closed_at is null) = (closed_by is null))
);
comment on table papers.year is 'A book in one calendar year (Asia/Shanghai): the number it began with, the last one given (first - 1 while there is none), and when it was closed. A year begins by itself at 1 with its first letter.';

create table papers.issued (
  home text not null, id uuid not null,
  book_id uuid not null, year int not null, n int not null,
  unit_id int not null,
  scope text collate "C" not null,
  case_home text not null, case_id uuid not null,
  form text not null, step int not null,
  taken_by uuid not null, taken_post uuid not null, taken_at timestamptz not null,
  void_reason text check (void_reason in ('misprint', 'content', 'unsent', 'withdrawn')),
  void_by uuid, void_at timestamptz,
  primary key (home, id),
  unique (home, book_id, year, n),
  foreign key (home, book_id, year) references papers.year,
  foreign key (unit_id, scope) references org.unit (id, scope) on update cascade,
  check ((void_reason is null) = (void_at is null) and (void_reason is null) = (void_by is null))
);
comment on table papers.issued is 'Every number given (发文登记), without gaps: to which letter of which matter (the step it belongs to), by whom. A void one keeps its number. No foreign key to the matter, which may have another home; whose it is tells whether a reader is shown more than the number.';
-- A letter has one number that stands.
create unique index issued_letter on papers.issued (case_home, case_id, form, step) where void_at is null;
create index issued_unit on papers.issued (unit_id, taken_at desc, id desc);

do $$
declare t text;
begin
  foreach t in array array['book', 'year', 'issued'] loop
    execute format('alter table papers.%I enable row level security', t);
    execute format('alter table papers.%I force row level security', t);
    execute format('create policy %I on papers.%I for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('grant select, insert, update on papers.%I to nuanjia_guard', t);
    execute format('grant select, insert, update, delete on papers.%I to nuanjia_system', t);
    execute format('grant select on papers.%I to nuanjia_app', t);
  end loop;
end $$;
create policy book_read on papers.book for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
create policy book_keep on papers.book for insert to nuanjia_app with check (unit_id = app.unit() and created_by = app.account() and scope >= app.lo() and scope < app.hi());
create policy book_change on papers.book for update to nuanjia_app using (unit_id = app.unit() and scope >= app.lo() and scope < app.hi());
create policy year_read on papers.year for select to nuanjia_app
  using (exists (select 1 from papers.book b where b.home = year.home and b.id = year.book_id));
create policy year_begin on papers.year for insert to nuanjia_app
  with check (last = first - 1 and closed_at is null and exists (select 1 from papers.book b where b.home = year.home and b.id = year.book_id and b.unit_id = app.unit()));
create policy year_close on papers.year for update to nuanjia_app
  using (exists (select 1 from papers.book b where b.home = year.home and b.id = year.book_id and b.unit_id = app.unit()));
create policy issued_read on papers.issued for select to nuanjia_app using (scope >= app.lo() and scope < app.hi());
grant insert on papers.book, papers.year to nuanjia_app;
grant update (forms, version) on papers.book to nuanjia_app;
grant update (closed_at, closed_by) on papers.year to nuanjia_app;

-- The guard alone gives numbers and voids them: for whoever may work on the matter, from the book of the matter's unit.
set local role nuanjia_guard;

-- What stands for one letter: {numbered, year, n, prefix, at} where it has its number, {book} where it would get one, {} where no book serves it.
create function guard.paper_number(p_home text, p_id uuid, p_form text, p_step int) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(
    (select jsonb_build_object('numbered', true, 'year', i.year, 'n', i.n, 'prefix', b.prefix, 'at', i.taken_at)
      from papers.issued i join papers.book b on b.home = i.home and b.id = i.book_id
      where i.case_home = p_home and i.case_id = p_id and i.form = p_form and i.step = p_step and i.void_at is null),
    (select jsonb_build_object('book', b.prefix) from papers.book b where b.unit_id = h.unit_id and p_form = any(b.forms) order by b.created_at, b.id limit 1),
    '{}')
  from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h) $$;

-- Takes the number of one letter, once: the next of its book's year, which begins by itself. Letters of one book wait for each other here,
-- so a request that fails afterwards leaves no gap. {closed, prefix} where the book is closed for the year. The caller holds the matter's lock.
create function guard.paper_take(p_home text, p_id uuid, p_form text, p_step int, p_issued uuid, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; b papers.book; y papers.year; this int := extract(year from p_now at time zone 'Asia/Shanghai')::int;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return null; end if;
  if exists (select from papers.issued i where i.case_home = p_home and i.case_id = p_id and i.form = p_form and i.step = p_step and i.void_at is null) then
    return guard.paper_number(p_home, p_id, p_form, p_step);
  end if;
  select * into b from papers.book where unit_id = h.unit_id and p_form = any(forms) order by created_at, id limit 1;
  if not found then return '{}'; end if;
  insert into papers.year (home, book_id, year, first, last) values (b.home, b.id, this, 1, 0) on conflict do nothing;
  select * into y from papers.year where home = b.home and book_id = b.id and year = this for update;
  if y.closed_at is not null then return jsonb_build_object('closed', this, 'prefix', b.prefix); end if;
  update papers.year set last = y.last + 1 where home = b.home and book_id = b.id and year = this;
  insert into papers.issued (home, id, book_id, year, n, unit_id, scope, case_home, case_id, form, step, taken_by, taken_post, taken_at)
    values (b.home, p_issued, b.id, this, y.last + 1, b.unit_id, b.scope, p_home, p_id, p_form, p_step, app.account(), app.post(), p_now);
  return guard.paper_number(p_home, p_id, p_form, p_step);
end $$;

-- Voids the numbers of one step of a matter (of one letter of it, where a form is named); how many.
create function guard.paper_void(p_home text, p_id uuid, p_step int, p_form text, p_reason text, p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head; voided int;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not guard.works(h) then return 0; end if;
  update papers.issued set void_reason = p_reason, void_by = app.account(), void_at = p_now
    where case_home = p_home and case_id = p_id and step = p_step and (p_form is null or form = p_form) and void_at is null;
  get diagnostics voided = row_count;
  return voided;
end $$;
revoke all on function guard.paper_number(text, uuid, text, int), guard.paper_take(text, uuid, text, int, uuid, timestamptz),
  guard.paper_void(text, uuid, int, text, text, timestamptz) from public;
grant execute on function guard.paper_number(text, uuid, text, int), guard.paper_take(text, uuid, text, int, uuid, timestamptz),
  guard.paper_void(text, uuid, int, text, text, timestamptz) to nuanjia_app, nuanjia_system;
reset role;
