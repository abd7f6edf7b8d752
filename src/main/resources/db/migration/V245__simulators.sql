-- A resident's merged card is in force when it is sent: the bureau hands it over, and nobody activates it.
alter table simulator.card_order add column merged boolean not null default false;
update simulator.card_order set merged = true where sent_to like 'ISA-%';
update simulator.card_order set state = 'ACTIVE' where merged and state = 'DISPATCHED';
