-- What stands out in how somebody reads, and what holders ask about who has read their case.
create index read_log_at on read_log using brin (at);
create index read_log_staff on read_log (reader_id, at) where reader_kind = 'STAFF';

-- One entry for a reader, a day at their office and a reason; it grows during that day.
create table unusual_reading (
    id          bigint generated always as identity primary key,
    reader_id   text not null,
    office_code text not null references office,
    day         date not null,
    reason      text not null check (reason in ('VOLUME', 'NO_TASK', 'OUT_OF_HOURS', 'SEARCH_THEN_OPEN')),
    times       int not null,
    -- what is usual for this reader; volume only
    usual       int,
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    found_at    timestamptz not null,
    looked_at   timestamptz,
    looked_by   text,
    note        text,
    unique (reader_id, office_code, day, reason),
    check ((looked_at is null) = (looked_by is null))
);
create index unusual_reading_open on unusual_reading (day desc, id desc) where looked_at is null;
create index unusual_reading_day on unusual_reading (day desc, id desc);

-- A holder asks about a reading of their case; the privacy officer answers.
create table reading_question (
    id          uuid primary key,
    case_number text not null references case_file,
    account_id  uuid not null references applicant_account,
    language    text not null,
    reading_id  bigint not null,
    reason      text not null check (reason in ('NOT_EXPECTED', 'OTHER_OFFICE', 'TOO_OFTEN', 'LEAK_FEARED', 'OTHER')),
    words       text,
    asked_at    timestamptz not null,
    finding     text check (finding in ('IN_ORDER', 'NOT_IN_ORDER')),
    answer      text,
    answered_at timestamptz,
    answered_by text,
    unique (case_number, reading_id),
    check ((answered_at is null) = (answer is null))
);
create index reading_question_open on reading_question (asked_at) where answered_at is null;
