-- Days, both inclusive and in the office's own zone, on which somebody is given no work.
create table staff_absence (
    id        bigint generated always as identity primary key,
    staff_id  text not null references staff,
    first_day date not null,
    last_day  date not null check (last_day >= first_day)
);
create index staff_absence_of on staff_absence (staff_id, last_day);

-- Who changed what about whom; never changed itself.
create table staff_change (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    by_id     text not null,
    staff_id  text not null,
    what      text not null check (what in ('HIRED', 'RENAMED', 'POST_GIVEN', 'POST_TAKEN', 'LEFT', 'ABSENCE_ADDED', 'ABSENCE_REMOVED')),
    detail    text
);
create index staff_change_of on staff_change (staff_id, id);
