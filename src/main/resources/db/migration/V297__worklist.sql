-- Who had a task before, so that it can go back to them.
alter table work_item add column previous_assignee text references staff;

-- What people did with a task without doing it, and how the task stood before. Whoever did it may take it back for a while, as
-- long as the task's version is still the one it got then: nothing else has happened.
create table work_action (
    id             bigint generated always as identity primary key,
    task_id        text not null,
    kind           text not null check (kind in ('RELEASE', 'ASSIGN', 'HAND_OVER', 'GIVE_BACK', 'HOLD', 'RESUME', 'FOLLOW_UP')),
    by_id          text not null,
    at             timestamptz not null,
    occasion       uuid not null,
    version        int not null,
    was_assignee   text,
    was_given_by   text,
    was_previous   text,
    was_follow_up  date,
    was_held_until date,
    was_held_for   text,
    undone_at      timestamptz
);
create index work_action_of_task on work_action (task_id, id);
create index work_action_of_occasion on work_action (occasion);

-- What somebody should hear of. Of things done together, which have one occasion, they hear once.
create table staff_notice (
    id          bigint generated always as identity primary key,
    staff_id    text not null references staff,
    kind        text not null,
    occasion    uuid not null,
    at          timestamptz not null,
    by_id       text not null,
    case_number text not null,
    task_id     text,
    times       int not null default 1,
    read_at     timestamptz,
    mailed_at   timestamptz,
    unique (staff_id, kind, occasion)
);
create index staff_notice_unread on staff_notice (staff_id, id) where read_at is null;
