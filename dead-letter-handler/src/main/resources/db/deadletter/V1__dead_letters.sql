-- A projection of the dead-letter and triage topics. ${bytes} is the database's type for long binary values.

create table dead_letter (
    id              varchar(200)  not null primary key,
    lead_key        varchar(1000),
    list_id         varchar(500),
    attributed      boolean       not null,
    original_topic  varchar(300),
    stage           varchar(40)   not null,
    failure_class   varchar(60)   not null,
    message         varchar(2000) not null,
    violation_codes varchar(1000) not null,
    fingerprint     varchar(200)  not null,
    attempt         integer       not null,
    run_id          varchar(200),
    parked_at       bigint        not null,
    state           varchar(20)   not null,
    state_reason    varchar(2000),
    occurrences     integer       not null,
    seen_topic      varchar(300)  not null,
    seen_partition  integer       not null,
    seen_offset     bigint        not null,
    record          ${bytes}      not null
);

create index dead_letter_by_time on dead_letter (parked_at desc, id desc);
create index dead_letter_by_state on dead_letter (state, parked_at desc, id desc);
create index dead_letter_by_list on dead_letter (list_id, parked_at desc, id desc);
create index dead_letter_by_class on dead_letter (stage, failure_class, parked_at desc, id desc);
create index dead_letter_by_fingerprint on dead_letter (fingerprint, parked_at desc, id desc);
create index dead_letter_by_lead on dead_letter (lead_key);

create table decision (
    decision_id    varchar(200) not null primary key,
    dead_letter_id varchar(200) not null,
    kind           varchar(40)  not null,
    reason         varchar(2000),
    decided_by     varchar(200) not null,
    by_policy      boolean      not null,
    decided_at     bigint       not null,
    seen_partition integer      not null,
    seen_offset    bigint       not null
);

create index decision_by_dead_letter on decision (dead_letter_id, decided_at, decision_id);

-- decision_id is empty where a dead letter was settled without a decision.
create table outcome (
    dead_letter_id varchar(200) not null,
    decision_id    varchar(200) not null,
    outcome        varchar(40)  not null,
    reason         varchar(2000),
    answered_at    bigint       not null,
    seen_partition integer      not null,
    seen_offset    bigint       not null,
    primary key (dead_letter_id, decision_id)
);

create table unreadable_record (
    topic          varchar(300)  not null,
    partition_id   integer       not null,
    record_offset  bigint        not null,
    recorded_at    bigint        not null,
    reason         varchar(2000) not null,
    record_key     ${bytes},
    record_value   ${bytes}      not null,
    primary key (topic, partition_id, record_offset)
);

create table read_position (
    topic        varchar(300) not null,
    partition_id integer      not null,
    next_offset  bigint       not null,
    primary key (topic, partition_id)
);
