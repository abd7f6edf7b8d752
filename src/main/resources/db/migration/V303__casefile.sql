-- Somebody of the same name and day of birth under another account: of a day few are born.
create index case_applicant_birth on case_applicant (birth_date);
