-- Steps are counted, not the clocks of the case itself.
create or replace view way_walked as
select c.number,
       case c.channel when 'MUNICIPALITY' then c.municipality_code else c.bureau_code end as office,
       c.channel as counter,
       exists (select from merged_wish w
                where w.case_number = c.number
                  and (w.revoked_at is null or (w.revoked_at at time zone 'Asia/Tokyo')::date > r.granted_on)) as merged,
       r.base_decision = 'REFUSED' as refused,
       r.granted_on as decided_on,
       c.closed_at,
       r.granted_on - r.accepted_on as decision_days,
       case c.state when 'HANDED_OVER' then (c.closed_at at time zone 'Asia/Tokyo')::date - r.accepted_on end as card_days,
       (select count(*) from sla_clock k where k.case_number = c.number and k.kind = 'STEP' and k.stopped_at is not null)::int as steps,
       (select count(distinct (t.at at time zone 'Asia/Tokyo')::date)
          from timeline t
         where t.case_number = c.number
           and t.event in ('APPLICATION_ACCEPTED', 'STAMPS_TAKEN', 'CARD_HANDED_OVER'))::int as visits,
       f.fee_yen
  from case_file c
  join case_residence r on r.case_number = c.number
  left join fee f on f.case_number = c.number
 where r.base_decision <> 'PENDING' and r.accepted_on is not null and c.closed_at is not null
   and c.state in ('HANDED_OVER', 'REFUSED');
