-- What an officer asks a colleague about a task while it waits for the answer. Withdrawn with the action that asked it.
create table work_question (
    id           bigint generated always as identity primary key,
    occasion     uuid not null,
    task_id      text not null,
    case_number  text not null,
    by_id        text not null references staff,
    asked_id     text not null references staff,
    question     text not null,
    asked_at     timestamptz not null,
    answer       text,
    answered_at  timestamptz,
    withdrawn_at timestamptz,
    unique (occasion, task_id)
);
create index work_question_of_task on work_question (task_id, id);
create index work_question_unanswered on work_question (asked_id, id) where answered_at is null and withdrawn_at is null;

alter table work_action drop constraint work_action_kind_check;
alter table work_action add constraint work_action_kind_check
    check (kind in ('RELEASE', 'ASSIGN', 'HAND_OVER', 'GIVE_BACK', 'HOLD', 'ASK', 'RESUME', 'FOLLOW_UP'));
