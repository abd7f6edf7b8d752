-- What somebody did, newest first; and the steps at which a queue has anything open.
create index work_item_done on work_item (completed_by, closed_at desc, task_id desc) where closed_at is not null;
create index work_item_step on work_item (queue, task_key) where closed_at is null;
