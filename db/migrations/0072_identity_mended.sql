-- Offices keep to their own range with phones too; what the watch counts is counted here; desks that wait are found by address (decision 0009).

drop function identity.looked(timestamptz);
grant create on schema identity to nuanjia_guard;
set local role nuanjia_guard;

-- Whether an account is one an office of this range tends: a system administrator when everything it holds lies inside, a security
-- administrator when something does; one that never held a post belongs to the range it was opened in.
create function identity.in_office(p_account uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  with held as (select scope from identity.post where account_id = p_account and (valid_to is null or app.today() is null or valid_to >= app.today())),
  places as (select scope from held
    union all select scope from identity.post where account_id = p_account and not exists (select from held)
    union all select coalesce(scope, app.watch()) from identity.account where id = p_account and not exists (select from identity.post where account_id = p_account)),
  inside as (select scope collate "C" >= app.watch() and scope collate "C" < left(app.watch(), -1) || '0' as yes from places)
  select case app.role() when 'admin' then not exists (select from inside where not yes) when 'security' then exists (select from inside where yes) else false end $$;

-- As before, but whoever runs the account does so in her own range.
create or replace function identity.drop_device(p_id uuid, p_now timestamptz) returns uuid language sql security definer set search_path = pg_catalog as $$
  with gone as (update identity.device d set removed_at = p_now, removed_by = app.account() where d.id = p_id and d.removed_at is null
    and (d.account_id = app.account() or d.failed >= 5 or identity.in_office(d.account_id) or identity.runs(d.account_id)) returning d.id, d.account_id),
  closed as (delete from identity.session where device_id in (select id from gone))
  select account_id from gone $$;

-- How often these people, as far as they are of an office's range, looked whole and took away since a day: numbers, never what. The
-- actions are those of modules/audit/rules.ts.
create function identity.looked(p_since timestamptz, p_accounts uuid[]) returns table (account_id uuid, reveals int, exports int) language sql stable security definer set search_path = pg_catalog as $$
  select w.account_id, count(*) filter (where e.action in ('cases.reveal', 'cases.formFull'))::int, count(*) filter (where e.action in ('exchange.export', 'exchange.left', 'forms.fill'))::int
  from (select distinct p.account_id from identity.post p where p.account_id = any(p_accounts) and app.role() in ('admin', 'security', 'auditor') and p.scope collate "C" >= app.watch() and p.scope collate "C" < left(app.watch(), -1) || '0') w
  join audit.event e on e.account = w.account_id and e.at >= p_since and e.action in ('cases.reveal', 'cases.formFull', 'exchange.export', 'exchange.left', 'forms.fill') and e.result = 'ok'
  group by w.account_id $$;

reset role;
revoke create on schema identity from nuanjia_guard;
revoke all on function identity.in_office(uuid), identity.looked(timestamptz, uuid[]) from public;
grant execute on function identity.in_office(uuid), identity.looked(timestamptz, uuid[]) to nuanjia_app;
alter policy device_read on identity.device using (account_id = app.account() or identity.in_office(account_id) or identity.runs(account_id));

drop index audit.event_taking;
create index event_counted on audit.event (account, at) where action in ('cases.reveal', 'cases.formFull', 'exchange.export', 'exchange.left', 'forms.fill');

-- A stranger's question how many of her address wait costs a look at these few, and what is over leaves soon.
drop index identity.desk_asked;
create index desk_waiting on identity.desk (ip, expires_at);
create index desk_over on identity.desk (expires_at);
comment on table identity.desk is 'A desk that waits to be signed in by a phone: only hashes of what it and its picture say. Rows over for ten minutes are dropped.';
