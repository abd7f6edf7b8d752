-- What is kept of a case stays while a complaint, an objection or the like is open, as the privacy officer says.
create table legal_hold (
    id          uuid primary key,
    case_number text not null references case_file,
    why         text not null check (why in ('COMPLAINT', 'OBJECTION', 'LAWSUIT', 'BREACH')),
    placed_at   timestamptz not null,
    placed_by   text not null,
    lifted_at   timestamptz,
    lifted_by   text
);
create unique index legal_hold_in_force on legal_hold (case_number, why) where lifted_at is null;

-- The read log is sealed in batches of one office and day. A row is written by its reader without any of this; the number of
-- its seal comes later. Nothing is concluded from the order of ids: a row that a long transaction commits late has no seal,
-- and gets one in the next run.
alter table read_log add column seal bigint;
create index read_log_seal on read_log (seal, id);

create table read_seal (
    number      bigint primary key,
    -- empty for readers without an office: holders and the system
    office_code text not null,
    day         date not null,
    row_ids     bigint[] not null,
    -- SHA-256 of each row, one after the other
    row_digests bytea not null,
    sealed_at   timestamptz not null,
    -- the code of the seal before, and that of this one, made with a key that is not in the database
    previous    text not null,
    code        text not null
);
create index read_seal_day on read_seal (day, office_code, number);

-- What verifying found. A finding names the row, or the seal alone.
create table read_log_check (
    id          bigint generated always as identity primary key,
    started_at  timestamptz not null,
    finished_at timestamptz not null,
    started_by  text not null,
    from_seal   bigint not null,
    until_seal  bigint not null,
    row_count   bigint not null
);
create table read_log_finding (
    id          bigint generated always as identity primary key,
    check_id    bigint not null references read_log_check,
    kind        text not null,
    seal        bigint,
    office_code text,
    day         date,
    row_id      bigint
);
create index read_log_finding_check on read_log_finding (check_id, id);
