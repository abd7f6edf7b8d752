-- One application of each programme can be on its way at a time.
alter table draft add column programme text not null default 'OVERSEAS' check (programme in ('OVERSEAS', 'RESIDENCE'));
alter table draft drop constraint draft_account_id_key;
alter table draft add unique (account_id, programme);
