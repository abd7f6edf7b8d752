-- Every reading of a case is a row; a list is one row without a case. The holder can see the rows of their case.
create table read_log (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    reader_kind text not null,
    reader_id   text not null,
    office_code text,
    case_number text,
    purpose     text not null,
    row_count   int not null default 1
);
create index read_log_case on read_log (case_number, at desc) where case_number is not null;
