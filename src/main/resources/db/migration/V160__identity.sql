-- A passkey of an applicant. The attestation is what the authenticator said when it was made; each sign-in is checked
-- against it.
create table passkey (
    id            uuid primary key,
    account_id    uuid not null references applicant_account,
    credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
    label         text not null,
    public_key    bytea not null,
    attestation   bytea not null check (octet_length(attestation) <= 16384),
    transports    text[] not null,
    uses_counted  bigint not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
create index passkey_of_account on passkey (account_id);
