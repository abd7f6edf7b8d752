-- How often what is open to everybody was called: keys are keyed digests, so that no address is kept. Lost with a crash, which
-- is nobody's loss.
create unlogged table rate_bucket (
    id          bigint primary key,
    state       bytea not null,
    expires_at  bigint,
    explicit_lock bigint -- the library locks by it when it sweeps
);
create index rate_bucket_expiry on rate_bucket (expires_at);
