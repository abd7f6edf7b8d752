-- One renewal a card and period: the period is named by the last day of the card that runs out.
create table renewal (
    number      text primary key,
    card_id     uuid not null references card_in_force,
    period      date not null,
    account_id  uuid not null references applicant_account,
    state       text not null check (state in ('OPEN', 'APPLIED', 'DECLINED', 'EXPIRED', 'SUPERSEDED')),
    opened_at   timestamptz not null,
    answered_at timestamptz,
    unique (card_id, period)
);
create index renewal_open on renewal (account_id) where state = 'OPEN';
