-- What each mission can do. No official list was found: every row is an assumption until the mission has confirmed it.
create table mission_capability (
    office_code       text primary key references office,
    -- How a finished card travels to the mission.
    route             text not null check (route in ('DIRECT', 'VIA_MUNICIPALITY')),
    -- What happens to a card that is not handed over.
    disposal          text not null check (disposal in ('RETURN', 'DESTROY')),
    -- Sealed forms are taken everywhere; some missions also have a terminal.
    pin               text not null check (pin in ('SEALED_FORM', 'TERMINAL')),
    mail_applications boolean not null,
    assumption        boolean not null default true,
    source            text
);

insert into mission_capability (office_code, route, disposal, pin, mail_applications)
select code, 'DIRECT', 'DESTROY', 'SEALED_FORM', true
  from office
 where kind = 'MISSION';

update mission_capability set pin = 'TERMINAL'
 where office_code in ('US-NYC', 'US-LAX', 'GB-LON', 'FR-PAR', 'DE-DUS', 'TH-BKK', 'SG-SIN', 'AU-SYD', 'CN-SHA', 'KR-SEL');
update mission_capability set route = 'VIA_MUNICIPALITY'
 where office_code in ('TH-CNX', 'KH-PNH', 'NP-KTM', 'KE-NBO', 'PE-LIM', 'FR-SXB', 'KR-CJU');
update mission_capability set disposal = 'RETURN'
 where office_code in ('KH-PNH', 'NP-KTM', 'KE-NBO', 'JO-AMM', 'OM-MCT', 'FI-HEL', 'CL-SCL');
update mission_capability set mail_applications = false, source = 'Embassy of Japan in the Philippines: no mail, because of the local post'
 where office_code = 'PH-MNL';
update mission_capability set source = 'Embassy of Japan in Finland: applications by mail are taken' where office_code = 'FI-HEL';
