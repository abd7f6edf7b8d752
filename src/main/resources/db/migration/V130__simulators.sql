-- What the simulated partners remember (demonstration and tests only; empty elsewhere). Kept in the database so that a
-- killed JVM loses no order and counts none twice. Everybody in here is invented.
create schema if not exists simulator;

create table simulator.behaviour (
    partner             text primary key,
    delay_millis        int not null default 0,
    reject_next         int not null default 0,
    reject_reason       text,
    reject_later_next   int not null default 0,
    reject_later_reason text,
    lose_answers_next   int not null default 0,
    repeat_callbacks    int not null default 0,
    contradiction       text,
    contradict_next     int not null default 0,
    down                text,
    hold_callbacks      boolean not null default false
);

-- Each accepted request once per key, with the answer it got.
create table simulator.request (
    partner         text not null,
    idempotency_key text not null,
    operation       text not null,
    case_number     text not null,
    body_digest     text not null,
    status          int not null,
    answer          text not null,
    at              timestamptz not null,
    repeats         int not null default 0,
    primary key (partner, idempotency_key)
);
create index request_case on simulator.request (case_number);

create table simulator.card_order (
    order_number text primary key,
    case_number  text not null,
    card_number  text not null unique,
    state        text not null check (state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'ACTIVE', 'REJECTED', 'CANCELLED', 'STOPPED')),
    valid_until  date not null,
    certificates boolean not null,
    route        text not null,
    sent_to      text not null
);
-- Two cards for one case must not come to be, however the requests arrive.
create unique index card_order_one_in_force on simulator.card_order (case_number)
    where state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'ACTIVE');
create sequence simulator.card_order_number;

create table simulator.registered_person (
    entry_id          text primary key,
    family_name       text not null,
    given_name        text not null,
    family_kana       text,
    given_kana        text,
    birth_date        date not null,
    sex               text,
    domicile          text not null,
    municipality_code text not null,
    departed_on       date,
    my_number         text,
    -- The items without variants of characters, by which the register searches.
    search_name       text not null,
    search_domicile   text not null
);
create index registered_person_search on simulator.registered_person (search_name, birth_date);
create index registered_person_number on simulator.registered_person (my_number);
create sequence simulator.register_entry_number;

create table simulator.payment (
    payment_id   text primary key,
    case_number  text not null,
    amount_yen   int not null,
    refunded_yen int not null default 0,
    language     text not null,
    return_url   text not null,
    state        text not null check (state in ('OPEN', 'PAID', 'REFUNDED'))
);

-- Events to be sent. One at a time per partner and case, in order.
create table simulator.callback (
    id          bigint generated always as identity primary key,
    partner     text not null,
    event_id    text not null unique,
    type        text not null,
    case_number text not null,
    subject     text not null,
    data        text not null,
    due_at      timestamptz not null,
    attempts    int not null default 0,
    next_try_at timestamptz not null,
    last_answer text,
    state       text not null default 'WAITING' check (state in ('WAITING', 'ACCEPTED', 'DROPPED'))
);
create index callback_waiting on simulator.callback (partner, case_number, id) where state = 'WAITING';
