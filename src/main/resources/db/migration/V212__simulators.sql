-- Residents of the simulated Basic Resident Register. Everybody in here is invented.
create table simulator.registered_resident (
    entry_id          text primary key,
    name              text not null,
    birth_date        date not null,
    sex               text,
    address           text not null,
    municipality_code text not null,
    my_number         text,
    -- The items without differences of width and spaces, by which the register searches.
    search_name       text not null,
    search_address    text not null
);
create index registered_resident_search on simulator.registered_resident (search_name, birth_date);
create index registered_resident_number on simulator.registered_resident (my_number);
