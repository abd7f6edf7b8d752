-- What an office has done in a time.
create index work_item_closed on work_item (office_code, closed_at) where closed_at is not null;
