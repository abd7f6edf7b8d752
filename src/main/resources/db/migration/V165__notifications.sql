-- A notice may be about an account instead of a case.
alter table notification alter column case_number drop not null;
