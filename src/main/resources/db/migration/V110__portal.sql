-- What somebody has typed so far; one per account, gone after thirty days or when submitted. No My Number: only the id
-- that stands for it in the vault.
create table draft (
    id              uuid primary key,
    account_id      uuid not null unique references applicant_account,
    answers         jsonb not null,
    statement       jsonb not null,
    number_ref      uuid references number_vault (ref),
    photo           bytea,
    version         int not null default 0,
    saved_at        timestamptz not null,
    expires_at      timestamptz not null
);
create index draft_expiry on draft (expires_at);

-- One case per Idempotency-Key; the digest tells the same request from another one.
create table application_key (
    key         text primary key,
    body_digest text not null,
    case_number text not null references case_file,
    created_at  timestamptz not null
);
