-- What of a receiver's form is shown for clicking is kept beside it, so that opening one does not read the workbook again.

alter table forms.form add column view bytea;
comment on column forms.form.view is 'The cells shown for clicking (SheetView[] of modules/forms/contract.ts), sealed like the file; null in forms of before, which are read anew.';
