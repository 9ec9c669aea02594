-- Words of a register can hold names of people: what a unit said of them is matched by a keyed digest and kept sealed.

alter table exchange.memory add column sealed bytea;
comment on column exchange.memory.word is 'Keyed digest of the heading or the word, as hex. Rows without a sealed text are of before and hold it in clear until their unit comes to the import again.';
comment on column exchange.memory.sealed is 'The heading or the word, sealed.';
