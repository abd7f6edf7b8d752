-- What was refused that somebody may have tried on purpose, by the hour: a thousand tries of one person at one address are one
-- row. No case, no address of a page as it was asked for, nothing that was sent.
create table refused_attempt (
    id         bigint generated always as identity primary key,
    hour       timestamptz not null,
    kind       text not null, -- STAFF, APPLICANT, PARTNER, or NOBODY
    who        text not null, -- empty for nobody
    method     text not null,
    route      text not null, -- the pattern of an operation, or empty where there is none
    status     smallint not null,
    code       text not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    times      bigint not null,
    unique (hour, kind, who, method, route, status, code)
);
