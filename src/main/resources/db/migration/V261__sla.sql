-- Where we know it from that an office is closed on a day; null for what an office entered itself.
alter table closed_day add column source text;

-- Every mission is closed over the New Year.
insert into closed_day (office_code, day, name_ja, name_en, source)
select o.code, d.day::date, '年末年始', 'New Year closing', 'Act on Holidays of Administrative Organs (Act No. 91 of 1988), art. 1'
  from office o
 cross join generate_series(2026, 2030) as y (year)
 cross join lateral generate_series(make_date(y.year, 12, 29), make_date(y.year + 1, 1, 3), interval '1 day') as d (day)
 where o.kind = 'MISSION';

-- Public holidays on which the missions of a country do not open. Each mission publishes a list of its own every year, with
-- some Japanese and some local holidays: only those stand here that leave no doubt, and the others are entered by the office.
insert into closed_day (office_code, day, name_ja, name_en, source)
select o.code, h.day, h.name_ja, h.name_en, h.source
  from (values
    ('US', date '2026-11-26', '感謝祭', 'Thanksgiving Day', '5 U.S.C. 6103'),
    ('US', date '2026-12-25', 'クリスマス', 'Christmas Day', '5 U.S.C. 6103'),
    ('US', date '2027-01-18', 'キング牧師記念日', 'Martin Luther King Jr. Day', '5 U.S.C. 6103'),
    ('US', date '2027-02-15', '大統領の日', 'Washington’s Birthday', '5 U.S.C. 6103'),
    ('US', date '2027-05-31', '戦没将兵追悼記念日', 'Memorial Day', '5 U.S.C. 6103'),
    ('US', date '2027-07-05', '独立記念日の振替休日', 'Independence Day (observed)', '5 U.S.C. 6103'),
    ('US', date '2027-09-06', '労働者の日', 'Labor Day', '5 U.S.C. 6103'),
    ('US', date '2027-11-25', '感謝祭', 'Thanksgiving Day', '5 U.S.C. 6103'),
    ('US', date '2027-12-24', 'クリスマスの振替休日', 'Christmas Day (observed)', '5 U.S.C. 6103'),
    ('GB', date '2026-12-25', 'クリスマス', 'Christmas Day', 'Banking and Financial Dealings Act 1971; common law'),
    ('GB', date '2026-12-28', 'ボクシング・デーの振替休日', 'Boxing Day (substitute day)', 'Banking and Financial Dealings Act 1971'),
    ('DE', date '2026-12-25', 'クリスマス', 'Christmas Day', 'holiday acts of the federal states'),
    ('FR', date '2026-12-25', 'クリスマス', 'Christmas Day', 'Code du travail, art. L3133-1')
  ) as h (country, day, name_ja, name_en, source)
  join office o on o.country = h.country and o.kind = 'MISSION';
