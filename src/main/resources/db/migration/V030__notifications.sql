-- Outbox: a row in the caller's transaction, sent later. Texts carry no personal data; addresses are looked up at sending.
create table notification (
    id          uuid primary key,
    case_number text not null,
    account_id  uuid not null references applicant_account,
    template    text not null,
    args        jsonb not null,
    language    text not null,
    dedupe_key  text not null unique,
    queued_at   timestamptz not null,
    due_at      timestamptz not null,
    sent_at     timestamptz,
    attempts    int not null default 0
);
create index notification_due on notification (due_at) where sent_at is null and attempts < 10;
