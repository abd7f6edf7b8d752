-- From how much on the supervisors of an office want to hear of something.
create table alert_threshold (
    id          bigint generated always as identity primary key,
    office_code text not null references office,
    measure     text not null check (measure in ('OPEN', 'AT_RISK', 'LATE', 'MISSED')),
    more_than   int not null check (more_than >= 0),
    set_by      text not null,
    set_at      timestamptz not null,
    unique (office_code, measure)
);

-- Each crossing once, until it is over.
create table alert (
    id           bigint generated always as identity primary key,
    threshold_id bigint not null references alert_threshold on delete cascade,
    value        bigint not null,
    more_than    int not null,
    crossed_at   timestamptz not null,
    told_at      timestamptz,
    over_at      timestamptz
);
create unique index alert_once on alert (threshold_id) where over_at is null;
