-- One calendar for each office. Where an office has no row, its kind decides: missions are proposed the holidays of Japan and
-- of their country, offices in Japan keep those of Japan.
create table office_calendar (
    office_code text primary key references office,
    japanese    boolean not null,
    host        boolean not null,
    -- a part of the country with holidays of its own, as the library calls it: by for Bavaria
    region      text
);

-- The working hours of a week; where an office has none, its week and hours of the office itself count.
create table office_hours (
    office_code text not null references office,
    weekday     smallint not null check (weekday between 1 and 7),
    opens_at    time not null,
    break_from  time,
    break_to    time,
    closes_at   time not null,
    primary key (office_code, weekday)
);

-- Days with other hours, such as Ramadan.
create table hours_period (
    office_code text not null references office,
    first_day   date not null,
    last_day    date not null,
    opens_at    time not null,
    break_from  time,
    break_to    time,
    closes_at   time not null,
    note        text not null,
    primary key (office_code, first_day),
    constraint hours_period_once exclude using gist (office_code with =, daterange(first_day, last_day, '[]') with &&)
);

-- Days on which an office works although the week or a holiday says otherwise.
create table make_up_day (
    office_code text not null references office,
    day         date not null,
    opens_at    time not null,
    break_from  time,
    break_to    time,
    closes_at   time not null,
    note        text not null,
    primary key (office_code, day)
);

-- The office moves, or its country changes its mind: another zone from this day on. The zone of the office stands for before.
create table office_zone (
    office_code text not null references office,
    from_day    date not null,
    zone        text not null,
    primary key (office_code, from_day)
);

-- The years whose list an office has published. Until then the holidays that are proposed count.
create table calendar_year (
    office_code  text not null references office,
    year         integer not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (office_code, year)
);

create table calendar_change (
    id          bigint generated always as identity primary key,
    office_code text not null references office,
    what        text not null,
    detail      text,
    at          timestamptz not null,
    by_id       text not null
);
create index calendar_change_office on calendar_change (office_code, id desc);

-- What every node asks before it trusts what it remembers. From a sequence, since a number that was rolled back must not come
-- again with other calendars.
create sequence calendar_version_number;
create table calendar_version (
    version bigint not null
);
insert into calendar_version (version) values (nextval('calendar_version_number'));

create function calendar_changed() returns trigger language plpgsql as $$
begin
    update calendar_version set version = nextval('calendar_version_number');
    return null;
end $$;

create trigger calendar_changed after insert or update or delete on office_calendar for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on office_hours for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on hours_period for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on make_up_day for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on office_zone for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on calendar_year for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on closed_day for each statement execute function calendar_changed();

-- Where the parts of a country have holidays of their own by law.
insert into office_calendar (office_code, japanese, host, region)
select o.code, true, true, p.region
  from (values ('DE-BER', 'be'), ('DE-DUS', 'nw'), ('DE-FRA', 'he'), ('DE-MUC', 'by'), ('GB-LON', 'eng'), ('ES-MAD', 'md'), ('ES-BCN', 'ct'),
               ('CH-BRN', 'be'), ('AU-CBR', 'act'), ('AU-SYD', 'nsw'), ('AU-MEL', 'vic'), ('AU-BNE', 'qld'), ('AU-PER', 'wa'),
               ('NZ-AKL', 'auk'), ('CA-OTT', 'on'), ('CA-YYZ', 'on'), ('CA-YVR', 'bc')) as p (code, region)
  join office o on o.code = p.code;

-- These were written by hand and are computed now; what an office entered itself has no source and stays.
delete from closed_day where source is not null;
comment on column closed_day.source is 'PUBLISHED for a holiday that stands in the published list of the year; null for what the office entered itself';

-- Everything open in an office is counted again when its calendar changes.
create index sla_clock_office on sla_clock (office_code) where stopped_at is null;
