-- Corrections of links: who reported, where copies went, what two people decided, what was told and reported.
create table linkage_correction (
    id                 uuid primary key,
    case_number        text not null,
    -- the link in doubt: which entry, and since when
    entry_id           text not null,
    linked_since       timestamptz not null,
    opened_at          timestamptz not null,
    frozen_at          timestamptz,
    triage             text check (triage in ('FREEZE', 'DISMISS')),
    triage_reason      text,
    proposal           text check (proposal in ('RIGHT_RECORD', 'UNLINK', 'NO_ERROR')),
    right_entry        text,
    proposal_reason    text,
    proposed_by        text,
    decided_at         timestamptz,
    decided_by         text,
    applied_at         timestamptz,
    third_party_views  int,
    persons_concerned  int,
    improper_purpose   boolean,
    read_log_note      text,
    read_log_by        text,
    to_report          boolean,
    told_at            timestamptz,
    root_cause         text,
    root_cause_note    text,
    outcome            text check (outcome in ('DISMISSED', 'NO_ERROR', 'CORRECTED')),
    closed_at          timestamptz,
    check (decided_by <> proposed_by),
    check ((closed_at is null) = (outcome is null))
);
-- A second report joins the correction that is open; it never starts another.
create unique index linkage_correction_one_open on linkage_correction (case_number) where closed_at is null;
create index linkage_correction_case on linkage_correction (case_number, opened_at);

-- Each report in the words of whoever made it. An anonymous one has no correction until it has been sorted.
create table correction_report (
    id            uuid primary key,
    position      bigint generated always as identity,
    correction_id uuid references linkage_correction,
    reporter      text not null check (reporter in ('HOLDER', 'OFFICER', 'PARTNER', 'SYSTEM', 'ANONYMOUS')),
    reporter_id   text,
    reported_at   timestamptz not null,
    words         text not null,
    stated_case   text,
    seen_where    text,
    withdrawn_at  timestamptz,
    -- came when the link had been changed already: about the link as it is now, so it opens the next correction
    afterwards    boolean not null default false,
    sorted_at     timestamptz,
    settled_at    timestamptz,
    settled_by    text,
    settled_why   text,
    check (reporter = 'ANONYMOUS' or correction_id is not null)
);
create index correction_report_correction on correction_report (correction_id, reported_at);
create index correction_report_unsorted on correction_report (reported_at) where reporter = 'ANONYMOUS' and sorted_at is null;
create index correction_report_unsettled on correction_report (reported_at)
    where correction_id is null and sorted_at is not null and settled_at is null;

-- Where the linked data went. Told and confirmed one by one; nothing is closed while one is open.
create table correction_copy (
    id               uuid primary key,
    position         bigint generated always as identity,
    correction_id    uuid not null references linkage_correction,
    holder           text not null,
    detail           text,
    recorded         boolean not null,
    told_at          timestamptz,
    notice_number    text,
    refused          text,
    confirmed_at     timestamptz,
    confirmed_by     text,
    confirmation     text,
    outcome_told_at  timestamptz,
    outcome_refused  text
);
create index correction_copy_correction on correction_copy (correction_id, position);
create unique index correction_copy_notice on correction_copy (notice_number) where notice_number is not null;

-- What was passed on over a link, noted when it happened, so that a correction can trace it.
create table link_use (
    case_number text not null,
    entry_id    text not null,
    holder      text not null,
    detail      text not null,
    passed_on_at timestamptz not null,
    primary key (case_number, entry_id, holder, detail)
);

-- What was reported to the supervisory authority.
create table breach_report (
    correction_id     uuid not null references linkage_correction,
    stage             text not null check (stage in ('PRELIMINARY', 'FINAL')),
    filed_on          date not null,
    filed_by          text not null,
    recipient         text not null,
    reference         text not null,
    summary           text not null,
    items             text,
    persons           int,
    cause             text,
    secondary_damage  text,
    action_to_persons text,
    publication       text,
    prevention        text,
    other             text,
    recorded_at       timestamptz not null,
    primary key (correction_id, stage)
);
