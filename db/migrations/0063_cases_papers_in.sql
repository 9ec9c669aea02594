-- Papers that came in: several photographs are the pages of one, in an order, each turned as it is read. What it is stands in `purpose`.
alter table cases.file
  add column paper uuid,
  add column page smallint,
  add column turn smallint not null default 0 check (turn in (0, 90, 180, 270)),
  add check ((paper is null) = (page is null));
grant update (purpose, paper, page, turn) on cases.file to nuanjia_app;
