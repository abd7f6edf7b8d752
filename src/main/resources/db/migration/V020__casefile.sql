create table case_file (
    number            text primary key,
    programme         text not null check (programme in ('OVERSEAS', 'RESIDENCE')),
    kind              text,
    purpose           text not null,
    channel           text not null,
    state             text not null,
    state_since       timestamptz not null,
    account_id        uuid not null references applicant_account,
    language          text not null,
    municipality_code text not null references office,
    mission_code      text not null references office,
    -- Where the card physically is, once there is one.
    card_office_code  text references office,
    -- A keyed digest of name, birth date and registered domicile: finds a second application without storing them twice.
    person_key        text not null,
    renews_card       uuid,
    received_at       timestamptz not null,
    closed_at         timestamptz,
    closing_reason    text,
    version           int not null default 0
);
create unique index case_file_one_open_per_person on case_file (person_key) where closed_at is null;
create index case_file_account on case_file (account_id);
create index case_file_mission on case_file (mission_code, received_at desc);
create index case_file_municipality on case_file (municipality_code, received_at desc);

-- What the applicant stated, as stated; never normalised.
create table case_applicant (
    case_number          text primary key references case_file,
    family_name          text not null,
    given_name           text not null,
    family_kana          text not null,
    given_kana           text not null,
    family_latin         text not null,
    given_latin          text not null,
    birth_date           date not null,
    sex                  text not null check (sex in ('MALE', 'FEMALE')),
    domicile             text not null,
    departed_on          date,
    phone                text,
    certificates_wanted  boolean not null,
    holder_group         text not null check (holder_group in ('ADULT', 'UNDER_15', 'WARD')),
    representative_name  text,
    representative_kind  text,
    number_ref           uuid,
    -- Answers for the eligibility tables, by their own names.
    answers              jsonb not null
);

create table case_document (
    id          uuid primary key,
    -- Two documents may come at the same instant; the later row is the newer one.
    position    bigint generated always as identity,
    case_number text not null references case_file,
    kind        text not null,
    media_type  text not null,
    bytes       bytea not null,
    sha256      text not null,
    added_at    timestamptz not null,
    added_by    text not null
);
create index case_document_case on case_document (case_number, position);

-- The event of record: who, when, for which office, on which basis, by which version of the rule.
create table timeline (
    id           bigint generated always as identity primary key,
    case_number  text not null references case_file,
    at           timestamptz not null,
    actor_kind   text not null,
    actor_id     text not null,
    office_code  text references office,
    event        text not null,
    reason_code  text,
    note         text,
    rule         text,
    rule_version int,
    public       boolean not null
);
create index timeline_case on timeline (case_number, id);

-- My Numbers, encrypted with keys that are not in the database. Nothing else refers to a number than this id.
create table number_vault (
    ref        uuid primary key,
    ciphertext bytea not null,
    last_four  text not null,
    stored_at  timestamptz not null
);

create table number_reveal (
    id        bigint generated always as identity primary key,
    ref       uuid not null references number_vault,
    at        timestamptz not null,
    reader_id text not null,
    purpose   text not null
);

-- What an officer or a table asked the applicant for, and the answer.
create table information_request (
    id          uuid primary key,
    case_number text not null references case_file,
    asked_at    timestamptz not null,
    asked_by    text not null,
    reason_code text not null,
    note        text,
    -- Where the case goes back to with the answer.
    asked_in    text not null,
    answered_at timestamptz,
    answer      text
);
create unique index information_request_one_open on information_request (case_number) where answered_at is null;

-- Decisions on the application; the last one that is confirmed stands.
create table decision (
    id           uuid primary key,
    case_number  text not null references case_file,
    decided_at   timestamptz not null,
    decided_by   text not null,
    decision     text not null check (decision in ('ISSUE', 'REFUSE')),
    reason_code  text not null,
    note         text,
    legal_basis  text,
    confirmed_at timestamptz,
    confirmed_by text,
    overturned   boolean not null default false
);
create index decision_case on decision (case_number, decided_at);
