-- Fees of residence procedures: up to 300,000 yen (2026 amending act, permanent residence).
alter table fee drop constraint fee_fee_yen_check;
alter table fee add check (fee_yen between 0 and 300000);

-- A resident who moves within Japan, and a registered domicile that moves: another municipality is in charge from then on.
alter table change_request drop constraint change_request_kind_check;
alter table change_request drop constraint change_request_check;
alter table change_request add column municipality_code text references office;
alter table change_request add check (kind in ('COLLECTION_PLACE', 'CONTACT', 'MUNICIPALITY'));
alter table change_request add check ((kind = 'COLLECTION_PLACE') = (mission_code is not null));
alter table change_request add check ((kind = 'MUNICIPALITY') = (municipality_code is not null));
