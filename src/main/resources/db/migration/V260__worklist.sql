-- Whose wish it is that somebody does a task: null where they took it themselves.
alter table work_item add column assigned_by text references staff;
