-- The fee as the municipality set it, beside what the table indicated.
create table fee (
    case_number    text primary key references case_file,
    fee_yen        int not null check (fee_yen between 0 and 10000),
    indicative_yen int,
    reason_code    text not null,
    rule_version   int not null,
    note           text,
    set_at         timestamptz not null,
    set_by         text not null
);

-- A fee to be paid on the payment service's own page. REFUND_DUE: paid when no case waited for it any more.
create table fee_payment (
    id           uuid primary key,
    case_number  text not null references case_file,
    amount_yen   int not null check (amount_yen > 0),
    state        text not null check (state in ('REQUESTED', 'OPEN', 'PAID', 'REFUND_DUE', 'REFUNDED')),
    payment_id   text unique,
    page_url     text,
    requested_at timestamptz not null,
    failure      text,
    paid_at      timestamptz,
    method       text,
    refund_id    text unique,
    refunded_at  timestamptz
);
create unique index fee_payment_one_a_case on fee_payment (case_number) where state <> 'REFUNDED';
create index fee_payment_refund_due on fee_payment (paid_at) where state = 'REFUND_DUE';

-- A card from its order to its end. The number printed on a card is never here: serial is the producer's own.
create table card (
    id                 uuid primary key,
    case_number        text not null references case_file,
    order_seq          int not null,
    state              text not null check (state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'RECEIVED', 'FORWARDED',
                           'HANDED_OVER', 'LOST', 'DEFECTIVE', 'RETURNED', 'DESTROYED', 'CANCELLED')),
    route              text not null check (route in ('DIRECT', 'VIA_MUNICIPALITY')),
    -- The mission the producer was told.
    destination        text not null references office,
    valid_until        date not null,
    certificates_until date,
    -- Null until the producer has answered: the order may or may not have reached it.
    order_number       text unique,
    serial             text unique,
    rejection          text,
    activated_at       timestamptz,
    activation_refusal text,
    disposal           text check (disposal in ('RETURN', 'DESTROY')),
    -- The producer must still be told that this card is not to be used.
    stop_due           boolean not null default false,
    ordered_at         timestamptz not null,
    unique (case_number, order_seq)
);
create unique index card_one_live_order on card (case_number)
    where state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'RECEIVED', 'FORWARDED');
create index card_stop_due on card (ordered_at) where stop_due;

-- Chain of custody: every hand a card went through. Rows are only ever added.
create table custody_event (
    id          bigint generated always as identity primary key,
    card_id     uuid not null references card,
    event       text not null,
    office_code text references office,
    at          timestamptz not null,
    by          text not null,
    reference   text,
    note        text
);
create index custody_event_card on custody_event (card_id, id);

-- What the applicant asked to change on a running case. A new telephone number is blanked once it is applied.
create table change_request (
    id           uuid primary key,
    case_number  text not null references case_file,
    kind         text not null check (kind in ('COLLECTION_PLACE', 'CONTACT')),
    mission_code text references office,
    phone        text,
    requested_at timestamptz not null,
    requested_by text not null,
    by_kind      text not null,
    applied_at   timestamptz,
    check ((kind = 'COLLECTION_PLACE') = (mission_code is not null))
);
create unique index change_request_one_waiting on change_request (case_number, kind) where applied_at is null;
