-- The number vault: keys that change while the product runs, and deletion with proof.

-- Tink writes the id of the key behind the first byte of what it closes; so a row cannot be wrong about its key.
alter table number_vault add column key_id bigint not null generated always as (
    (get_byte(ciphertext, 1)::bigint << 24) | (get_byte(ciphertext, 2) << 16) | (get_byte(ciphertext, 3) << 8)
    | get_byte(ciphertext, 4)) stored;
create index number_vault_key on number_vault (key_id);

-- A key that some node closed numbers with: since when it is the one in use, and when a node last had it in use.
create table vault_key (
    key_id      bigint primary key,
    in_use_from timestamptz not null,
    in_use_at   timestamptz not null
);

-- What was revealed stays written down when the number is gone.
alter table number_reveal drop constraint number_reveal_ref_fkey;
alter table number_reveal add column case_number text references case_file;
create index number_reveal_ref on number_reveal (ref);

-- Proof that a number was deleted, and by which rule: nothing of the number, and a keyed digest that nobody else can make.
create table number_deletion (
    ref            uuid primary key,
    case_number    text references case_file,
    document_class text not null,
    rule           text not null,
    rule_version   int not null,
    deleted_at     timestamptz not null,
    proof          text not null
);
create index case_applicant_number on case_applicant (case_number) where number_ref is not null;
create index case_file_closed on case_file (closed_at, number) where closed_at is not null;
