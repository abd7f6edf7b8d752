-- A change of name that was stated of a running case. A row says one thing by one person: who states something else adds a
-- row and settles the one before, so nothing anybody said is lost, and the earlier names stay readable.
create table name_change (
    id                  uuid primary key,
    case_number         text not null references case_file,
    stated_at           timestamptz not null,
    stated_by           text not null,
    by_kind             text not null,
    ground              text not null,
    changed_on          date not null,
    family_name         text not null,
    given_name          text not null,
    family_kana         text not null,
    given_kana          text not null,
    family_latin        text not null,
    given_latin         text not null,
    before_family_name  text not null,
    before_given_name   text not null,
    before_family_kana  text not null,
    before_given_kana   text not null,
    before_family_latin text not null,
    before_given_latin  text not null,
    -- When a register said the same.
    registered_at       timestamptz,
    -- What the office wants to know of the holder.
    question            text,
    asked_at            timestamptz,
    decided_at          timestamptz,
    decided_by          text,
    decision            text check (decision in ('CORRECT', 'KEEP', 'NOT_A_CHANGE', 'RESTATED')),
    note                text,
    check ((question is null) = (asked_at is null)),
    check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by is null))
);
create unique index name_change_one_open on name_change (case_number) where decided_at is null;
create index name_change_case on name_change (case_number, stated_at);

-- The holder of a card in force has another name. The new one is asked for where a new card is; here only the day counts.
create table card_name_change (
    card_id     uuid not null references card_in_force,
    case_number text not null references case_file,
    changed_on  date not null,
    told_at     timestamptz not null,
    told_by     text not null,
    -- When a municipality wrote the new name on the card.
    noted_at    timestamptz,
    noted_by    text,
    primary key (card_id, changed_on),
    check ((noted_at is null) = (noted_by is null))
);
create index card_name_change_case on card_name_change (case_number, changed_on desc);
