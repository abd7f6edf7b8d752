-- A holder asked to set the PINs of a card again. Which ones were set is kept, never a PIN.
create table pin_reset (
    id          uuid primary key,
    card_id     uuid not null references card_in_force,
    case_number text not null references case_file,
    asked_at    timestamptz not null,
    asked_by    text not null,
    way         text check (way in ('SEALED_FORM', 'TERMINAL')),
    pins        text[] not null default '{}',
    outcome     text check (outcome in ('RESET', 'CARD_DEFECTIVE', 'NO_SHOW', 'WITHDRAWN')),
    closed_at   timestamptz,
    check ((closed_at is null) = (outcome is null))
);
create unique index pin_reset_one_open on pin_reset (card_id) where closed_at is null;
create index pin_reset_case on pin_reset (case_number, asked_at);
