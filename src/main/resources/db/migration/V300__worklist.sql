-- When to look again whether the order of the list still holds: a clock runs out, a day begins. What is open is looked at once.
alter table work_item add column reprice_at timestamptz;
update work_item set reprice_at = created_at where closed_at is null;
create index work_item_reprice on work_item (reprice_at) where closed_at is null;

-- What somebody keeps of a list: its address under a name, and the office whose people see it too.
create table work_view (
    id          uuid primary key,
    owner       text not null references staff,
    name        text not null,
    query       text not null,
    office_code text references office,
    kept_at     timestamptz not null,
    unique (owner, name)
);
create index work_view_office on work_view (office_code) where office_code is not null;

-- By which rules an office hands out its work; where nothing stands, by the usual ones.
create table work_distribution (
    office_code text primary key references office,
    continuity  boolean not null,
    languages   boolean not null,
    most        int not null check (most between 0 and 500),
    changed_by  text not null references staff,
    changed_at  timestamptz not null
);

-- What somebody must be able to do before this step is handed to them there.
create table work_skill (
    office_code text not null references office,
    task_key    text not null,
    skill       text not null,
    primary key (office_code, task_key)
);
