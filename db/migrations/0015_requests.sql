-- One call for what a request does with one record. Functions that look up by key keep one plan for the life of a connection: planning
-- them anew was half of their cost (docs/decisions/0007). What reads a range is planned for its range each time, as the login is set to.

set local role nuanjia_guard;
alter function identity.enter(bytea, timestamptz, uuid) set plan_cache_mode = force_generic_plan;
alter function guard.case_load(text, uuid) set plan_cache_mode = force_generic_plan;
alter function guard.case_save(text, uuid, jsonb) set plan_cache_mode = force_generic_plan;
alter function guard.figures_post(text, uuid, jsonb, timestamptz) set plan_cache_mode = force_generic_plan;

alter function guard.search_persons(bytea[], int) set plan_cache_mode = force_generic_plan;
-- So that what they find is looked up, and no table read for it.
alter function guard.search_persons(bytea[], int) rows 50;
alter function guard.search_text(int[], int) rows 50;
alter function guard.shared_cases(int) rows 50;
alter function guard.case_cards(text[], uuid[]) rows 50;

-- The head of a record as a page shows it.
create function guard.head_card(h cases.head) returns jsonb language sql stable set search_path = pg_catalog as $$
  select (to_jsonb(h) - array['area', 'viewers', 'barred', 'touched_at']) || jsonb_build_object(
    'openable', h.access = 0 or coalesce(h.viewers && app.keys(), false),
    'workable', coalesce((h.access = 0 and h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi()) or h.viewers && app.team_keys(), false),
    'unit_name', u.name, 'unit_level', u.level, 'owner_name', a.name)
  from org.unit u left join identity.post p on p.id = h.owner_post left join identity.account a on a.id = p.account_id where u.id = h.unit_id $$;

-- One record: {head} for whoever may see that, {head, whole} for whoever may open it and asked for it, null out of sight. The whole is
-- read after the lock was given, so that it is as new as the head.
create function guard.case_open(p_home text, p_id uuid, p_whole boolean, p_lock boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare h cases.head; out jsonb;
begin
  select * into h from cases.head where home = p_home and id = p_id;
  if not found or not (session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred)) then return null; end if;
  if p_lock then
    -- Only what is in sight is waited for, or the waiting would tell that something is there; meanwhile it may have gone out of sight.
    select * into h from cases.head where home = p_home and id = p_id for update;
    if not found or not (session_user = 'nuanjia_system' or cases.visible(h.scope, h.access, h.viewers, h.barred)) then return null; end if;
  end if;
  out := jsonb_build_object('head', guard.head_card(h));
  if p_whole then out := out || jsonb_build_object('whole', guard.case_load(p_home, p_id)); end if;
  return out;
end $$;

-- Registers a record whole: number, head, what goes with it, figures. Null when the key is taken. Numbers have no gaps, so registrations
-- of one home, kind and year wait for each other from here to their commit.
create function guard.case_register(p_head jsonb, p_code text, p_year int, p_save jsonb, p_figures jsonb, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare h cases.head; next_serial int;
begin
  h := jsonb_populate_record(null::cases.head, p_head);
  if not coalesce(h.scope collate "C" >= app.lo() and h.scope collate "C" < app.hi() and (h.viewers = '{}' or h.viewers && app.keys()), false) then
    raise exception 'out of range' using errcode = '42501';
  end if;
  insert into cases.serial (home, kind, year, last) values (h.home, h.kind, p_year, 0) on conflict do nothing;
  select last + 1 into next_serial from cases.serial where home = h.home and kind = h.kind and year = p_year for update;
  perform from cases.head where home = h.home and id = h.id;
  if found then return null; end if;
  update cases.serial set last = next_serial where home = h.home and kind = h.kind and year = p_year;
  insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, title, opened_at, next_due_at, next_due_started_at, next_due_clock, owner_post, persons, flags,
      notify_mode, access, viewers, batch_id, source_ref, created_by, created_at, touched_at)
    values (h.home, h.id, h.kind, h.kind_version, format('%s-%s-%s-%s', h.home, p_code, p_year, lpad(next_serial::text, greatest(5, length(next_serial::text)), '0')), h.unit_id, h.scope, h.category, h.channel,
      h.status, h.phase, h.title, h.opened_at, h.next_due_at, h.next_due_started_at, h.next_due_clock, h.owner_post, h.persons, h.flags, h.notify_mode, h.access, h.viewers, h.batch_id, h.source_ref, h.created_by, p_now, p_now)
    returning * into h;
  perform guard.case_save(h.home, h.id, p_save);
  perform guard.figures_post(h.home, h.id, p_figures, p_now);
  return guard.head_card(h);
end $$;

revoke all on function guard.head_card(cases.head), guard.case_open(text, uuid, boolean, boolean), guard.case_register(jsonb, text, int, jsonb, jsonb, timestamptz) from public;
grant execute on function guard.case_open(text, uuid, boolean, boolean), guard.case_register(jsonb, text, int, jsonb, jsonb, timestamptz) to nuanjia_app, nuanjia_system;
reset role;
