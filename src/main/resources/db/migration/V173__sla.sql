-- What is late is looked for in the whole ledger, also where no timer is left to say "look".
create index sla_clock_due on sla_clock (due_at) where stopped_at is null;
