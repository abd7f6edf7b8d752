-- What the family register answered, compared item by item. The latest look-up of a case counts.
create table register_look_up (
    id           uuid primary key,
    case_number  text not null,
    looked_up_at timestamptz not null,
    result       text,
    reason_code  text,
    rule_version int
);
create index register_look_up_case on register_look_up (case_number, looked_up_at desc);

create table register_candidate (
    look_up_id        uuid not null references register_look_up,
    entry_id          text not null,
    family_name       text not null,
    given_name        text not null,
    family_kana       text,
    given_kana        text,
    birth_date        date not null,
    sex               text,
    domicile          text not null,
    municipality_code text not null,
    departed_on       date,
    number_equal      boolean,
    name_compared     text not null,
    birth_compared    text not null,
    sex_compared      text not null,
    domicile_compared text not null,
    departed_compared text not null,
    primary key (look_up_id, entry_id)
);

-- The link of a case to a person in the register: proposed, then confirmed by the holder; frozen links are not used.
create table record_link (
    case_number  text primary key,
    entry_id     text not null,
    proposed_at  timestamptz not null,
    confirmed_at timestamptz,
    frozen_at    timestamptz,
    frozen_why   text
);

-- What two people each said about a doubtful record.
create table match_review (
    id          uuid primary key,
    case_number text not null,
    reviewed_at timestamptz not null,
    reviewed_by text not null,
    stage       text not null check (stage in ('FIRST', 'SECOND', 'INVESTIGATION')),
    verdict     text not null,
    entry_id    text,
    reason      text not null
);
create index match_review_case on match_review (case_number, reviewed_at);
