-- Where a dispatched card was sent to stands where every other place of the chain of custody stands.
update custody_event set office_code = note, note = null where event = 'DISPATCHED' and note in (select code from office);
