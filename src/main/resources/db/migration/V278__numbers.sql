-- Somebody of an office asks to see a My Number in full, somebody else of that office lets them, and they see it once.
create table number_request (
    id          uuid primary key,
    case_number text not null references case_file,
    purpose     text not null,
    reason      text not null,
    office_code text not null references office,
    asked_by    text not null,
    asked_at    timestamptz not null,
    state       text not null check (state in ('ASKED', 'RELEASED', 'SHOWN', 'REFUSED', 'LAPSED')),
    decided_by  text check (decided_by <> asked_by),
    decided_at  timestamptz,
    note        text,
    closed_at   timestamptz,
    check ((decided_by is null) = (decided_at is null)),
    check (state not in ('RELEASED', 'SHOWN', 'REFUSED') or decided_by is not null),
    check ((closed_at is null) = (state in ('ASKED', 'RELEASED')))
);
create unique index number_request_open on number_request (case_number, asked_by) where closed_at is null;
create index number_request_waiting on number_request (office_code, asked_at) where closed_at is null;
create index number_request_case on number_request (case_number, asked_at desc);
