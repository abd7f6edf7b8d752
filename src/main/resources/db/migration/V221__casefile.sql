-- Certificates end before their card does; their holders are told in time.
create index card_in_force_certificates on card_in_force (certificates_until, id) where ended_at is null;
