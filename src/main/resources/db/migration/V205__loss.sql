-- A card reported lost or stolen, from the report to its release, its replacement or its end.
create table card_loss (
    id             uuid primary key,
    card_id        uuid not null references card_in_force,
    case_number    text not null references case_file,
    what           text not null check (what in ('LOST', 'STOLEN')),
    reported_at    timestamptz not null,
    reported_by    text not null,
    -- The day the holder knew, in Tokyo. A resident's fourteen days count from it; abroad, from the next entry into Japan.
    known_on       date not null,
    abroad         boolean not null,
    entered_on     date,
    police_number  text,
    police_station text,
    police_on      date,
    reissue_case   text references case_file,
    state          text not null check (state in ('SUSPENDED', 'FOUND', 'LIFTED', 'REPLACED', 'ENDED')),
    found_at       timestamptz,
    closed_at      timestamptz,
    check ((police_number is null) = (police_station is null) and (police_number is null) = (police_on is null)),
    check ((closed_at is null) = (state in ('SUSPENDED', 'FOUND')))
);
create unique index card_loss_one_open on card_loss (card_id) where closed_at is null;
create index card_loss_case on card_loss (case_number, reported_at desc);

-- A card that its holder brings back: by wish, or because it was found when it had been replaced already.
create table card_return (
    id           uuid primary key,
    card_id      uuid not null references card_in_force,
    case_number  text not null references case_file,
    why          text not null check (why in ('WISH', 'FOUND')),
    requested_at timestamptz not null,
    requested_by text not null,
    closed_at    timestamptz,
    outcome      text check (outcome in ('TAKEN_BACK', 'NOT_BROUGHT')),
    disposal     text check (disposal in ('RETURN', 'DESTROY')),
    reference    text,
    witness      text,
    check ((closed_at is null) = (outcome is null)),
    check ((outcome = 'TAKEN_BACK') = (disposal is not null))
);
create unique index card_return_one_open on card_return (card_id) where closed_at is null;
create index card_return_case on card_return (case_number, requested_at desc);
