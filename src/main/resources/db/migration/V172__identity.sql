-- A code signs somebody in, or shows that the new address of an account is theirs; never both.
alter table one_time_code add column purpose text not null default 'SIGN_IN' check (purpose in ('SIGN_IN', 'NEW_ADDRESS'));
alter table one_time_code alter column purpose drop default;
alter table one_time_code add column address text check ((purpose = 'NEW_ADDRESS') = (address is not null));
alter table one_time_code drop constraint one_time_code_pkey, add primary key (account_id, purpose);
