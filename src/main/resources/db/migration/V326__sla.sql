-- Late work that was moved to a day that is past as well was raised a second time; the first of them stays.
update escalation e
   set settled_at = e.raised_at, settled = 'MOVED'
 where settled_at is null
   and exists (select from escalation first where first.clock_id = e.clock_id and first.settled_at is null and first.id < e.id);
create unique index escalation_one_open on escalation (clock_id) where settled_at is null;
