-- Whoever guesses goes on guessing with the next code: wrong ones are counted over all codes of an account within an hour.
alter table one_time_code add column wrong integer not null default 0;
alter table one_time_code add column wrong_since timestamptz not null default '-infinity';
