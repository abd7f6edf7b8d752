-- Who is told by mail of what they have not read, and when they last were: once a day, unless they do not want it.
create table staff_digest (
    staff_id text primary key references staff,
    wanted   boolean not null default true,
    sent_on  date
);
