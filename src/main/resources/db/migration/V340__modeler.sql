-- What was released when, by whom and why; the files themselves are the engine's.
create table model_release (
    id            bigint generated always as identity primary key,
    deployment_id text not null unique,
    tag           text not null unique,
    released_at   timestamptz not null,
    -- null: the product itself, from the files it came with
    proposed_by   text,
    released_by   text,
    why           text not null,
    -- of the files the product came with, where the release was made of them
    files_digest  text,
    reverts_to    bigint references model_release
);

insert into model_release (deployment_id, tag, released_at, why, files_digest)
select id_, to_char(deploy_time_, 'YYYY.MM.DD') || '-' || row_number() over (partition by deploy_time_::date order by deploy_time_), deploy_time_, 'FILES', source_
  from engine.act_re_deployment order by deploy_time_;

-- What an analyst works at: one draft a file, kept as one works.
create table model_draft (
    key          text primary key check (key ~ '^[a-z][a-z0-9-]{1,62}$'),
    kind         text not null check (kind in ('BPMN', 'DMN')),
    xml          bytea not null,
    revision     int not null default 1,
    -- of the released file it was begun from; null where there is none
    based_on     text,
    editors      text[] not null,
    begun_at     timestamptz not null,
    changed_by   text,
    changed_at   timestamptz not null,
    locked_by    text,
    locked_until timestamptz
);

-- Drafts put forward together, for a second person to release.
create table model_change (
    id           bigint generated always as identity primary key,
    why          text not null,
    -- null: as soon as it is approved
    effective_at timestamptz,
    state        text not null default 'PROPOSED' check (state in ('PROPOSED', 'APPROVED', 'RELEASED', 'REJECTED', 'WITHDRAWN', 'FAILED')),
    proposed_by  text not null,
    proposed_at  timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    -- what who decided says, or the reason code of a release that failed
    note         text,
    release_id   bigint references model_release
);
create index model_change_open on model_change (effective_at) where state in ('PROPOSED', 'APPROVED');

create table model_change_file (
    change_id bigint not null references model_change,
    key       text not null,
    kind      text not null check (kind in ('BPMN', 'DMN')),
    xml       bytea not null,
    -- what was in force when it was put forward; null where there was none
    before    bytea,
    based_on  text,
    editors   text[] not null,
    primary key (change_id, key)
);

-- The nodes that run now, and which steps of models each can do.
create table model_node (
    id      uuid primary key,
    seen_at timestamptz not null,
    steps   text[] not null
);
