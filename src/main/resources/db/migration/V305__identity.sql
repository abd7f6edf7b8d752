-- Who does the work of somebody who is away, where they named one; and when what they had passed on.
alter table staff_absence add column stand_in text references staff;
alter table staff_absence add column passed_on_at timestamptz;
create index staff_absence_to_pass_on on staff_absence (first_day) where passed_on_at is null;
