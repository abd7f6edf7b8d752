-- How far the walking of sample cases has come; empty outside the demonstration.
create table sample_case (
    seq         int primary key,
    plan        text not null,
    next_at     timestamptz not null,
    case_number text,
    finished    boolean not null default false
);
