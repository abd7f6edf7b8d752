-- Staff as Keycloak knows them. Whoever has no subject is known here only.
alter table staff add column subject text unique;
alter table staff add column skills text[] not null default '{}';
create index staff_post_of_queue on staff_post (office_code, role);

-- Sessions that were ended from elsewhere: by their id in Keycloak, or by its subject all that somebody had until then.
create table staff_session_end (
    key text primary key,
    at  timestamptz not null
);

-- How far the mirror has read the changes in Keycloak, by Keycloak's clock; one node at a time holds the lease.
create table staff_mirror (
    only_row     boolean primary key default true check (only_row),
    read_until   timestamptz,
    complete_at  timestamptz,
    leased_until timestamptz not null default '-infinity'
);
insert into staff_mirror default values;
