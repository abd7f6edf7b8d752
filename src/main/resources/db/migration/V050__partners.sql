-- Events of partners that were acted upon, so that none is acted upon twice. No data: those are with the case.
create table partner_event (
    partner     text not null,
    event_id    text not null,
    type        text not null,
    case_number text not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    primary key (partner, event_id)
);
create index partner_event_case on partner_event (case_number, received_at);
