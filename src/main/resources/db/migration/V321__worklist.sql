-- Free tasks of a step are counted in the index alone.
drop index work_item_step;
create index work_item_step on work_item (queue, task_key) include (assignee) where closed_at is null;
