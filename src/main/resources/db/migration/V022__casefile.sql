-- A card in force is a row, not a token that waits ten years.
create table card_in_force (
    id                 uuid primary key,
    account_id         uuid not null references applicant_account,
    case_number        text not null unique references case_file,
    programme          text not null,
    kind               text not null,
    issued_on          date not null,
    valid_until        date not null,
    certificates_until date,
    ended_at           timestamptz,
    end_reason         text check (end_reason in ('RENEWED', 'REPLACED', 'EXPIRED', 'RETURNED', 'LOST', 'ENTITLEMENT_LOST')),
    check ((ended_at is null) = (end_reason is null))
);
create index card_in_force_account on card_in_force (account_id, issued_on desc);
create index card_in_force_running_out on card_in_force (valid_until, id) where ended_at is null;
