-- Clocks of steps, of cases and of whoever holds a case, each told by a ledger that only grows. sla_clock says how each stands
-- now, as its entries add up.
alter table escalation drop constraint escalation_task_id_fkey;
alter table escalation drop constraint escalation_task_id_key;
alter table sla_clock drop constraint sla_clock_pkey;
alter table sla_clock
    add column id           bigint generated always as identity primary key,
    add column kind         text not null default 'STEP' check (kind in ('STEP', 'CASE', 'HOLDER')),
    -- who is to act: as service-levels says of a step, as case-clocks says of a case
    add column holder       text,
    -- of a case or its holder: the programme and the state by which the targets were found
    add column terms        text,
    -- since when it does not count, for whom it waits, and the working time that was left; paused_until where the end is known
    add column paused_at    timestamptz,
    add column paused_until timestamptz,
    add column waits_for    text,
    add column remaining    interval,
    add column breached_at  timestamptz,
    add column outcome      text check (outcome in ('MET', 'ENDED', 'DROPPED')),
    alter column task_id drop not null,
    alter column task_key drop not null,
    alter column role drop not null,
    alter column due_at drop not null,
    alter column at_risk_at drop not null,
    add constraint sla_clock_task unique (task_id),
    add constraint sla_clock_step check ((kind = 'STEP') = (task_id is not null));
alter table sla_clock alter column kind drop default;
create index sla_clock_case on sla_clock (case_number, id);
create index sla_clock_open on sla_clock (office_code, kind) where stopped_at is null;
create index sla_clock_stopped on sla_clock (office_code, stopped_at) where stopped_at is not null;
-- cases like one that is open
create index sla_clock_terms on sla_clock (terms, office_code, started_at) where kind = 'HOLDER';
create index sla_clock_paused on sla_clock (paused_until) where paused_until is not null and stopped_at is null;

create table sla_entry (
    id          bigint generated always as identity primary key,
    clock_id    bigint not null references sla_clock on delete cascade,
    at          timestamptz not null,
    what        text not null check (what in ('STARTED', 'PAUSED', 'RESUMED', 'MOVED', 'BREACHED', 'MET', 'ENDED', 'DROPPED')),
    -- what counts from this entry on; null where the clock has no target
    due_at      timestamptz,
    at_risk_at  timestamptz,
    office_code text references office,
    -- of a pause: whom the clock waits for, and until when where that is known
    waits_for   text,
    until       timestamptz,
    reason      text
);
create index sla_entry_clock on sla_entry (clock_id, id);

create function sla_entry_stands() returns trigger language plpgsql as $$
begin
    raise exception 'Entries of the ledger of clocks are never changed';
end
$$;
create trigger sla_entry_stands before update on sla_entry for each row execute function sla_entry_stands();

-- What was known of the clocks so far.
insert into sla_entry (clock_id, at, what, due_at, at_risk_at, office_code)
select id, started_at, 'STARTED', due_at, at_risk_at, office_code from sla_clock;
update sla_clock set breached_at = coalesce(escalated_at, stopped_at) where escalated_at is not null or stopped_at > due_at;
insert into sla_entry (clock_id, at, what) select id, breached_at, 'BREACHED' from sla_clock where breached_at is not null;
alter table sla_clock drop column escalated_at;
update sla_clock set outcome = case when breached_at is null then 'MET' else 'ENDED' end where stopped_at is not null;
insert into sla_entry (clock_id, at, what) select id, stopped_at, outcome from sla_clock where stopped_at is not null;

-- An escalation belongs to a date that passed, and climbs from one person to the next until somebody settles it.
alter table escalation
    add column clock_id   bigint references sla_clock on delete cascade,
    add column due_at     timestamptz,
    add column told       text check (told in ('HOLDER', 'SUPERVISOR', 'PROGRAMME_MANAGER')),
    add column settled_at timestamptz,
    add column settled_by text,
    add column settled    text check (settled in ('ACKNOWLEDGED', 'TAKEN_OVER', 'CLOSED', 'DONE', 'MOVED')),
    add column note       text;
update escalation e
   set clock_id = c.id, due_at = c.due_at, told = 'SUPERVISOR', settled_at = coalesce(e.acknowledged_at, c.stopped_at),
       settled_by = e.acknowledged_by, settled = case when e.acknowledged_at is not null then 'ACKNOWLEDGED' when c.stopped_at is not null then 'DONE' end
  from sla_clock c
 where c.task_id = e.task_id;
drop index escalation_open;
alter table escalation
    alter column clock_id set not null,
    alter column due_at set not null,
    drop column acknowledged_at,
    drop column acknowledged_by,
    add constraint escalation_once unique (clock_id, due_at);
create index escalation_open on escalation (office_code, raised_at) where settled_at is null;
create index escalation_unsettled on escalation (task_id) where settled_at is null;

-- Who was told, each once.
create table escalation_rung (
    escalation_id bigint not null references escalation on delete cascade,
    told          text not null,
    at            timestamptz not null,
    primary key (escalation_id, told)
);
insert into escalation_rung (escalation_id, told, at) select id, 'SUPERVISOR', raised_at from escalation;

-- Of which release of the tables the targets of what is open were counted last.
create table sla_targets (
    only_row boolean primary key default true check (only_row),
    release  text not null
);
