-- How a mission takes bookings. Hours, desks and notice are assumptions unless a source is named.
create table counter (
    office_code  text primary key references office,
    slot_minutes int  not null check (slot_minutes between 5 and 120),
    desks        int  not null check (desks between 1 and 50),
    -- The shortest notice for a booking, and how far ahead one may book.
    lead_hours   int  not null check (lead_hours >= 0),
    horizon_days int  not null check (horizon_days between 1 and 365),
    source       text not null
);

-- The spans of every working day, in the mission's own time.
create table counter_span (
    office_code text not null references counter,
    opens       time not null,
    closes      time not null check (closes > opens),
    primary key (office_code, opens)
);

insert into counter (office_code, slot_minutes, desks, lead_hours, horizon_days, source)
select code, 30, 2, 24, 90, 'assumption' from office where kind = 'MISSION';
insert into counter_span (office_code, opens, closes)
select office_code, span.opens, span.closes
  from counter, (values (time '09:30', time '12:00'), (time '13:30', time '16:00')) as span (opens, closes);

delete from counter_span where office_code in ('US-LAX', 'DE-MUC', 'EG-CAI', 'GB-LON');
insert into counter_span (office_code, opens, closes) values
    ('US-LAX', '09:30', '11:30'), ('US-LAX', '13:15', '16:15'),
    ('DE-MUC', '09:00', '12:30'), ('DE-MUC', '14:00', '16:00'),
    ('EG-CAI', '09:30', '12:30'), ('EG-CAI', '13:30', '15:00'),
    ('GB-LON', '09:30', '13:00'), ('GB-LON', '14:00', '16:30');
update counter set source = 'hours: site of the mission; the rest assumption' where office_code in ('US-LAX', 'DE-MUC');
update counter set desks = 4 where office_code in ('US-LAX', 'US-NYC', 'GB-LON', 'CN-SHA', 'TH-BKK', 'AU-SYD');
update counter set desks = 1 where office_code in ('FI-HEL', 'OM-MCT', 'JO-AMM', 'KR-CJU', 'FR-SXB', 'NP-KTM');

create table appointment (
    id          uuid primary key,
    case_number text not null references case_file,
    office_code text not null references office,
    desk        int  not null,
    during      tstzrange not null,
    -- A child or ward and the representative come together.
    persons     int  not null check (persons between 1 and 9),
    walk_in     boolean not null,
    state       text not null check (state in ('BOOKED', 'KEPT', 'MISSED', 'CHANGED', 'CANCELLED')),
    booked_at   timestamptz not null,
    booked_by   text not null,
    ended_at    timestamptz,
    ended_by    text,
    constraint appointment_one_visitor_per_desk
        exclude using gist (office_code with =, desk with =, during with &&) where (state = 'BOOKED')
);
create unique index appointment_one_live_per_case on appointment (case_number) where state = 'BOOKED';
create index appointment_case on appointment (case_number, booked_at);

-- Since when a card waits for its holder. A round begins with an invitation or a cancelled visit.
create table collection (
    case_number         text primary key references case_file,
    arrived_at          timestamptz not null,
    round               int not null,
    round_began_at      timestamptz not null,
    second_notice_round int not null default 0,
    hold_until          date,
    hold_reason         text,
    given_up_at         timestamptz
);
