-- What somebody has typed into the form of a task and not yet sent. It is theirs alone, closed with a key that is not in the
-- database, and goes with the task or after some days.
create table task_draft (
    task_id  text not null references work_item on delete cascade,
    staff_id text not null,
    fields   bytea not null,
    saved_at timestamptz not null,
    primary key (task_id, staff_id)
);
create index task_draft_saved on task_draft (saved_at);
