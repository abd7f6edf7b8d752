-- Letters that went out. The bytes and their hash are a document of the case; the same words in the same language are the
-- same letter, however often somebody asks for it.
create table issued_letter (
    document_id uuid primary key references case_document on delete cascade,
    case_number text not null references case_file on delete cascade,
    kind        text not null,
    language    text not null check (language in ('ja', 'en')),
    content     text not null,
    issued_at   timestamptz not null,
    issued_by   text not null,
    -- Over the bytes of the document, by the key that was configured that day; null where none was.
    signature   bytea,
    signed_by   text,
    unique (case_number, kind, language, content)
);
comment on column issued_letter.content is 'SHA-256 of what the letter says; the letter itself is not repeated here';
