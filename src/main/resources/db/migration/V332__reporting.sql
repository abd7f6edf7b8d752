-- Letters to be issued in bulk, in the background. What is not done yet is simply still waiting, also after a restart.
create table print_run (
    id           uuid primary key,
    kind         text not null,
    requested_by text not null references staff,
    requested_at timestamptz not null
);
create index print_run_of on print_run (requested_by, requested_at desc);

create table print_item (
    run_id      uuid not null references print_run on delete cascade,
    position    int not null,
    case_number text not null references case_file on delete cascade,
    state       text not null default 'WAITING' check (state in ('WAITING', 'DONE', 'FAILED')),
    -- Why it failed, as a code of the refusals, and which field of the letter; never what stands in it.
    failure     text,
    field       text,
    document_id uuid references case_document on delete set null,
    primary key (run_id, position),
    unique (run_id, case_number)
);
create index print_item_waiting on print_item (run_id, position) where state = 'WAITING';
