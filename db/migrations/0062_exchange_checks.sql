-- The check of a file is work of its own: it is followed, stopped, and survives a restart like the writing of its rows.

alter table exchange.desk drop constraint desk_status_check;
alter table exchange.desk add constraint desk_status_check check (status in ('open', 'checking', 'running', 'stopping', 'stopped', 'done'));
alter table exchange.desk
  add column check_done int not null default 0 check (check_done >= 0),
  add column check_total int not null default 0 check (check_total >= 0),
  add column beyond int not null default 0 check (beyond >= 0);
comment on column exchange.desk.check_total is 'Rows the check under way has to go through; 0 while the file is being opened.';
comment on column exchange.desk.beyond is 'Faulty rows of the last check that are counted but not kept: a file with more than can be corrected in place.';
create index desk_checking on exchange.desk (run_at) where status = 'checking';
