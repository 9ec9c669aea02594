-- Lists of accounts come by the page, place by place, also where a nation has 700,000 of them; who is looked for is found by an index.

alter table identity.account add column posted boolean not null default false;
comment on column identity.account.posted is 'It holds a post or ever did; kept by a trigger, so that those who wait for their first one are found at once.';
update identity.account a set posted = true where exists (select from identity.post p where p.account_id = a.id);
grant select (posted) on identity.account to nuanjia_app;

grant create on schema identity to nuanjia_guard;
set local role nuanjia_guard;
create function identity.note_posted() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.account set posted = true where id = new.account_id and not posted;
  return null;
end $$;
revoke all on function identity.note_posted() from public;
grant execute on function identity.note_posted() to nuanjia_owner;
reset role;
revoke create on schema identity from nuanjia_guard;
create trigger post_noted after insert on identity.post for each row execute function identity.note_posted();

create index post_page on identity.post (scope, id);
create index account_postless on identity.account (scope, id) where not posted;
create index account_username on identity.account (username collate "C");
create index account_name on identity.account (name collate "C");
create index account_given_name on identity.account (substr(name, 2) collate "C");
drop index identity.proposal_waiting;
create index proposal_waiting on identity.proposal (scope, id) where decided_at is null;
create index proposal_place on identity.proposal (scope);
