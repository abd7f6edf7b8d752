-- A person came to the counter. How many visits a case needs is the figure the programme is judged by, so a further visit
-- says what caused it.
create table visit (
    id          uuid primary key,
    case_number text not null references case_file,
    office_code text not null references office,
    at          timestamptz not null,
    number      int not null,
    outcome     text not null check (outcome in ('VERIFIED', 'IN_DOUBT', 'NOT_VERIFIED')),
    reason_code text,
    cause       text,
    unique (case_number, number)
);
create index visit_office on visit (office_code, at);

-- What an officer looked at. Of a passport only the issuing state and the end of its number are kept, enough to name the
-- document and too little to copy it.
create table identity_check (
    id                     uuid primary key,
    visit_id               uuid not null references visit,
    second                 boolean not null,
    checked_at             timestamptz not null,
    checked_by             text not null,
    passport_issuer        text,
    passport_tail          text check (length(passport_tail) <= 3),
    name_agrees            boolean,
    birth_date_agrees      boolean,
    explanation            text,
    face                   text,
    old_card               text,
    representative_present boolean,
    findings               text[] not null,
    decision               text not null check (decision in ('VERIFIED', 'DOUBT', 'NOT_VERIFIED')),
    reason_code            text,
    note                   text,
    unique (visit_id, second)
);
