-- The ledger of clocks is the truth; engine timers are its servants.
create table sla_clock (
    task_id      text primary key,
    case_number  text not null,
    task_key     text not null,
    role         text not null,
    office_code  text not null references office,
    started_at   timestamptz not null,
    due_at       timestamptz not null,
    at_risk_at   timestamptz not null,
    stopped_at   timestamptz,
    escalated_at timestamptz
);
create index sla_clock_running on sla_clock (case_number) where stopped_at is null;

create table escalation (
    id              bigint generated always as identity primary key,
    task_id         text not null unique references sla_clock,
    case_number     text not null,
    task_key        text not null,
    role            text not null,
    office_code     text not null references office,
    raised_at       timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text
);
create index escalation_open on escalation (office_code, raised_at) where acknowledged_at is null;

-- Days on which an office is closed beyond its week pattern.
create table closed_day (
    office_code text not null references office,
    day         date not null,
    name_ja     text not null,
    name_en     text not null,
    primary key (office_code, day)
);
