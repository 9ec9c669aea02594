-- Accounts opened from one list are known as such, so that a list can be taken back while nobody has used it.
alter table identity.account add column list_id uuid;
comment on column identity.account.list_id is 'The list the account was opened from; null for one opened by itself.';
create index account_list on identity.account (list_id) where list_id is not null;
grant select (list_id) on identity.account to nuanjia_app;
