-- The legal basis of a decision is a code with words in both languages (law.<CODE>), as its reason is.
update decision set legal_basis = 'NUMBER_ACT' where legal_basis is not null;
alter table decision add constraint decision_legal_basis_is_a_code check (legal_basis ~ '^[A-Z][A-Z0-9_]*$');
