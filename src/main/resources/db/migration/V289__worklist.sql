-- What an officer notes about a task without doing it: look again on this day; wait until then, because.
alter table work_item add column follow_up_on date;
alter table work_item add column held_until date;
alter table work_item add column held_reason text;
