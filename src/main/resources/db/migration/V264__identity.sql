-- How an office is reached, for letters and pages; null until its reference data say so.
alter table office add column telephone text, add column email text;
