-- A card its holder has lost is suspended at once; it stays in force until it is replaced or runs out.
alter table card_in_force add column suspended_at timestamptz;
alter table card_in_force drop constraint card_in_force_end_reason_check;
alter table card_in_force add constraint card_in_force_end_reason_check check (end_reason in ('RENEWED', 'REPLACED', 'EXPIRED',
    'RETURNED', 'LOST', 'ENTITLEMENT_LOST', 'CONTINUED_IN_JAPAN'));
