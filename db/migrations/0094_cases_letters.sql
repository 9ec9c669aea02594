-- 更正重印: the words of a numbered letter as they went out, and its correction under the same number.

create table cases.letter (
  home text not null, case_id uuid not null,
  issued uuid not null,
  round int not null check (round >= 1),
  sealed bytea not null,
  reason text check (reason in ('written', 'told', 'found')),
  printed_by uuid not null, printed_at timestamptz not null,
  primary key (home, case_id, issued, round),
  foreign key (home, case_id) references cases.head,
  check ((round = 1) = (reason is null))
);
comment on table cases.letter is 'The words of a numbered letter as they went out, sealed with the key of the matter: round 1 when it took its number (papers.issued), the others 更正重印 with their reason. Absent for what was printed before this table. Never changed.';
alter table cases.letter enable row level security;
alter table cases.letter force row level security;
create policy letter_engine on cases.letter for all to nuanjia_guard, nuanjia_system, nuanjia_owner using (true) with check (true);
grant select, insert on cases.letter to nuanjia_guard;
grant select, insert, update, delete on cases.letter to nuanjia_system;
grant select on cases.letter to nuanjia_app;
create policy letter_open on cases.letter for select to nuanjia_app using (exists (select 1 from cases.head h
  where h.home = letter.home and h.id = letter.case_id and (h.access = 0 or h.viewers && app.keys())));

-- The last correction as the register shows it.
alter table papers.issued add column corrected_reason text check (corrected_reason in ('written', 'told', 'found')),
  add column corrected_by uuid, add column corrected_at timestamptz,
  add check ((corrected_reason is null) = (corrected_at is null) and (corrected_reason is null) = (corrected_by is null));

set local role nuanjia_guard;

-- As before, with the id of the number.
create or replace function guard.paper_number(p_home text, p_id uuid, p_form text, p_step int) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(
    (select jsonb_build_object('numbered', true, 'id', i.id, 'year', i.year, 'n', i.n, 'prefix', b.prefix, 'at', i.taken_at)
      from papers.issued i join papers.book b on b.home = i.home and b.id = i.book_id
      where i.case_home = p_home and i.case_id = p_id and i.form = p_form and i.step = p_step and i.void_at is null),
    (select jsonb_build_object('book', b.prefix) from papers.book b where b.unit_id = h.unit_id and p_form = any(b.forms) order by b.created_at, b.id limit 1),
    '{}')
  from cases.head h where h.home = p_home and h.id = p_id and guard.opens(h) $$;

-- Keeps the words of a letter whose number stands: the first print without a reason, then each correction with one, which marks the register.
-- The caller holds the matter's lock; a print that is there already stays as it is.
create function guard.paper_keep(p_home text, p_id uuid, p_issued uuid, p_round int, p_sealed bytea, p_reason text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare h cases.head;
begin
  select * into h from cases.head where home = p_home and id = p_id for update;
  if not found or not guard.works(h) then return false; end if;
  if not exists (select from papers.issued i where i.case_home = p_home and i.case_id = p_id and i.id = p_issued and i.void_at is null)
    or exists (select from cases.letter l where l.home = p_home and l.case_id = p_id and l.issued = p_issued and l.round >= p_round) then return false; end if;
  insert into cases.letter (home, case_id, issued, round, sealed, reason, printed_by, printed_at)
    values (p_home, p_id, p_issued, p_round, p_sealed, p_reason, app.account(), p_now);
  if p_reason is not null then
    update papers.issued set corrected_reason = p_reason, corrected_by = app.account(), corrected_at = p_now
      where case_home = p_home and case_id = p_id and id = p_issued;
  end if;
  return true;
end $$;
revoke all on function guard.paper_keep(text, uuid, uuid, int, bytea, text, timestamptz) from public;
grant execute on function guard.paper_keep(text, uuid, uuid, int, bytea, text, timestamptz) to nuanjia_app, nuanjia_system;
reset role;
