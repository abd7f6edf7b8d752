-- The task list, written in the engine's own transaction by listeners that a caller cannot skip. No foreign key to the
-- engine's tables, since the engine flushes late.
create table work_item (
    task_id      text primary key,
    case_number  text not null,
    task_key     text not null,
    form_key     text not null,
    role         text not null,
    office_code  text not null references office,
    queue        text generated always as (role || '@' || office_code) stored,
    assignee     text references staff,
    created_at   timestamptz not null,
    due_at       timestamptz not null,
    at_risk_at   timestamptz not null,
    priority     int not null default 0,
    reasons      text[] not null default '{}',
    four_eyes_of text,
    closed_at    timestamptz,
    completed_by text,
    outcome      text check (outcome in ('COMPLETED', 'WITHDRAWN')),
    version      int not null default 0
);
create index work_item_queue on work_item (queue, priority desc, due_at, task_id) where closed_at is null;
create index work_item_mine on work_item (assignee, priority desc, due_at, task_id) where closed_at is null and assignee is not null;
create index work_item_late on work_item (office_code, due_at, task_id) where closed_at is null;
create index work_item_case on work_item (case_number, created_at);
