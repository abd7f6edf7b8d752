-- How often the code on a mission's poster was followed: a number for each day, and nothing about who did.
create table poster_visit (
    office_code text not null references office,
    day         date not null,
    visits      bigint not null,
    primary key (office_code, day)
);
