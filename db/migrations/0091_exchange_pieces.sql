-- Rows of a file that stay behind are corrected and imported later; what became of a corrected row is kept beside it.

alter table exchange.desk_row add column fate text check (fate in ('imported', 'known'));
comment on column exchange.desk_row.fate is 'Imported already, or said to be the matter that stands under its number; null while it may still go in.';
