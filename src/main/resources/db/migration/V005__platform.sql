-- Exclusion constraints over an office and a span of time need it.
create extension if not exists btree_gist;
