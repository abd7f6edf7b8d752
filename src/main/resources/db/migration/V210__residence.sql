-- The wish for a merged card: asked with who explained both ways in which language, and taken back without a reason.
-- Silence is no row.
create table merged_wish (
    id            bigint generated always as identity primary key,
    case_number   text not null references case_file,
    asked_at      timestamptz not null,
    asked_by      text not null check (asked_by in ('APPLICANT', 'COUNTER')),
    explained_by  text not null check (explained_by <> ''),
    explained_in  text not null check (explained_in <> ''),
    revoked_at    timestamptz,
    revoked_by    text
);
create unique index merged_wish_one_standing on merged_wish (case_number) where revoked_at is null;
create index merged_wish_case on merged_wish (case_number, id desc);

-- How an application was taken at the counter: who came, and what they showed. The latest row counts.
create table acceptance (
    id          bigint generated always as identity primary key,
    case_number text not null references case_file,
    accepted_at timestamptz not null,
    accepted_by text not null,
    office_code text not null references office,
    appearing   text not null check (appearing in ('SELF', 'LEGAL_REPRESENTATIVE', 'RELATIVE', 'INTERMEDIARY')),
    proof       text,
    documents   text[] not null
);
create index acceptance_case on acceptance (case_number, id desc);
