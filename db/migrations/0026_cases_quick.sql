-- What a quick note of a village left for the desk above (待补): how much of what the law wants is missing. 0 for every other matter, and
-- as soon as it is filled in. A count, so that it tells nothing of a restricted matter.
alter table cases.head add column lacks smallint not null default 0 check (lacks >= 0);
comment on column cases.head.lacks is 'How much a quick note left to be filled in by the desk above (待补); the list itself is derived from the sealed body.';
create index head_lacking on cases.head (scope, opened_at desc) where lacks > 0;
grant update (lacks) on cases.head to nuanjia_app;
