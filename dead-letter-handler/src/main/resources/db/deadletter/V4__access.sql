-- Logins, logouts and refusals. No projection: no topic holds them.

create table access_event (
    id        bigint       generated always as identity primary key,
    at_millis bigint       not null,
    user_name varchar(200) not null,
    address   varchar(200) not null,
    what      varchar(200) not null,
    result    varchar(200) not null
);

create index access_event_by_time on access_event (at_millis);
