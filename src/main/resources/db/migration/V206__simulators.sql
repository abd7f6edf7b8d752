-- A card can be suspended and released again.
alter table simulator.card_order drop constraint card_order_state_check;
alter table simulator.card_order add constraint card_order_state_check check (state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'ACTIVE',
    'SUSPENDED', 'REJECTED', 'CANCELLED', 'STOPPED'));
drop index simulator.card_order_one_in_force;
create unique index card_order_one_in_force on simulator.card_order (case_number)
    where state in ('ORDERED', 'PRODUCED', 'DISPATCHED', 'ACTIVE', 'SUSPENDED');
