-- Which file a word was said of, so that what was said of an import is forgotten when it is taken back; and the month a corrected row falls in.

alter table exchange.memory add column desk_id uuid;
alter table exchange.batch add column desk_id uuid;
alter table exchange.desk_row add column month text check (month ~ '^[0-9]{4}-[0-9]{2}$');
grant update (desk_id) on exchange.batch to nuanjia_app;
comment on column exchange.memory.desk_id is 'The file of which this was said; null where it was said before this was kept.';
comment on column exchange.batch.desk_id is 'The file on the desk it was written from; null when it came by the command line.';
comment on column exchange.desk_row.month is 'Civil month (Asia/Shanghai) of a row that was corrected since the last check and is right now.';
