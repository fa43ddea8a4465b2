-- How leads ended, of leads.results; a projection like the rest.
create table lead_end (
    lead_key    varchar(1000) not null primary key,
    list_id     varchar(500)  not null,
    status      varchar(40)   not null,
    reason      varchar(2000),
    ended_at    bigint        not null,
    cost_micros bigint        not null
);

create index lead_end_by_list on lead_end (list_id, ended_at desc);

-- When the dead letters of a cause were last decided about; a projection.
create table group_decision (
    fingerprint     varchar(200) not null primary key,
    last_decided_at bigint       not null
);

insert into group_decision (fingerprint, last_decided_at)
    select l.fingerprint, max(d.decided_at) from decision d join dead_letter l on l.id = d.dead_letter_id
    group by l.fingerprint;

-- Decisions on many dead letters. No projection: these two tables stand nowhere else.
create table bulk_job (
    id               varchar(200)  not null primary key,
    kind             varchar(40)   not null,
    reason           varchar(2000),
    raise_tokens     bigint,
    raise_cost       bigint,
    decided_by       varchar(200)  not null,
    selection        varchar(2000) not null,
    rate             double precision,
    canary_size      integer,
    canary_max_rate  double precision,
    phase            varchar(40)   not null,
    paused_from      varchar(40),
    canary_passed    boolean       not null,
    total            integer       not null,
    dispatched       integer       not null,
    skipped          integer       not null,
    note             varchar(2000),
    created_at       bigint        not null,
    updated_at       bigint        not null
);

create index bulk_job_by_time on bulk_job (created_at desc, id desc);

-- decision_id and intended_at are written before the decision is: a restart tells by them what it has written.
create table bulk_item (
    job_id         varchar(200) not null,
    ord            integer      not null,
    dead_letter_id varchar(200) not null,
    state          varchar(20)  not null,
    decision_id    varchar(200),
    intended_at    bigint,
    line           varchar(2000),
    primary key (job_id, ord)
);

create index bulk_item_by_state on bulk_item (job_id, state, ord);
create index bulk_item_by_letter on bulk_item (dead_letter_id);
