-- Residence cards: an ISA bureau is in charge where abroad a mission is.
alter table case_file add column bureau_code text references office;
alter table case_file alter column mission_code drop not null;
alter table case_file add check (case programme when 'OVERSEAS' then mission_code is not null and bureau_code is null
                                                else bureau_code is not null and mission_code is null end);
create index case_file_bureau on case_file (bureau_code, received_at desc);

alter table case_applicant drop constraint case_applicant_holder_group_check;
alter table case_applicant add check (holder_group in ('ADULT', 'UNDER_15', 'UNDER_16', 'WARD'));

-- What a resident stated of their stay, and what was decided on it. The number on a card changes with each card: it names
-- a document, never a person.
create table case_residence (
    case_number           text primary key references case_file,
    base_procedure        text not null,
    status_group          text not null,
    status                text,
    period_months         int check (period_months > 0),
    period_until          date,
    nationality           text,
    kanji_name            text,
    held_card             text not null check (held_card in ('NONE', 'SEPARATE', 'MERGED')),
    residence_card_number text check (residence_card_number ~ '^[A-Z]{2}[0-9]{8}[A-Z]{2}$'),
    card_until            date,
    my_number_card_until  date,
    hardship              boolean not null,
    -- The day the application was taken at the counter, in Tokyo; the fee goes by it.
    accepted_on           date,
    base_decision         text not null default 'PENDING' check (base_decision in ('PENDING', 'GRANTED', 'REFUSED')),
    granted_on            date,
    granted_months        int check (granted_months > 0),
    granted_until         date,
    card_outcome          text check (card_outcome in ('SPECIFIED_RESIDENCE_CARD', 'SPECIFIED_SPR_CERTIFICATE', 'RESIDENCE_CARD',
                              'SPR_CERTIFICATE', 'NO_NEW_CARD'))
);
