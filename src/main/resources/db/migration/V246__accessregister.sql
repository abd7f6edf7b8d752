-- A holder on the phone lets an agent of the contact centre read their case for as long as a call may last.
create table call_consent (
    id          bigint generated always as identity primary key,
    case_number text not null,
    agent_id    text not null,
    given_at    timestamptz not null
);
create index call_consent_case on call_consent (case_number, agent_id, given_at);
