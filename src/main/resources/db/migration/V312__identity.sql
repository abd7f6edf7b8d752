-- Where members of staff are told of what waits for them.
alter table staff add column email text;
