-- Summaries that are kept with the rows, so that a million dead letters are counted and searched without being read.
-- All derive from dead_letter, decision and outcome; what stood there is read from the topics once more.

delete from read_position;
delete from unreadable_record;
delete from outcome;
delete from decision;
delete from dead_letter;

-- What a dead letter has in common with others: fingerprint, stage, class, attributed, normalised message; a hash of these.
alter table dead_letter add column cause varchar(32) not null;

drop index dead_letter_by_state;
drop index dead_letter_by_class;
drop index dead_letter_by_fingerprint;
create index dead_letter_by_kind on dead_letter (stage, failure_class, state, parked_at desc, id desc);
create index dead_letter_by_cause on dead_letter (cause, state, parked_at desc, id desc);
create index dead_letter_by_list_and_cause on dead_letter (list_id, cause, state, parked_at desc, id desc);

create table dead_letter_cause (
    cause          varchar(32)   not null primary key,
    fingerprint    varchar(200)  not null,
    stage          varchar(40)   not null,
    failure_class  varchar(60)   not null,
    attributed     boolean       not null,
    first_seen     bigint        not null,
    last_seen      bigint        not null,
    last_id        varchar(200)  not null,
    sample_message varchar(2000) not null
);

create index dead_letter_cause_by_fingerprint on dead_letter_cause (fingerprint);

create table cause_count (
    cause varchar(32) not null,
    state varchar(20) not null,
    items bigint      not null,
    primary key (cause, state)
);

create table list_count (
    list_id varchar(500) not null,
    cause   varchar(32)  not null,
    state   varchar(20)  not null,
    items   bigint       not null,
    primary key (list_id, cause, state)
);

-- parked_on counts days (UTC) since 1970-01-01.
create table day_count (
    parked_on bigint      not null,
    cause     varchar(32) not null,
    state     varchar(20) not null,
    items     bigint      not null,
    primary key (parked_on, cause, state)
);

create index day_count_by_cause on day_count (cause, parked_on);

create table decision_count (
    kind    varchar(40) not null,
    outcome varchar(40) not null,
    items   bigint      not null,
    primary key (kind, outcome)
);

-- Words of the normalised message stand once with the cause, those that only one dead letter has with that.
create table cause_word (
    word  varchar(40) not null,
    cause varchar(32) not null,
    primary key (word, cause)
);

create index cause_word_by_cause on cause_word (cause);

create table dead_letter_word (
    word      varchar(40)  not null,
    parked_at bigint       not null,
    id        varchar(200) not null
);

create index dead_letter_word_by_word on dead_letter_word (word, parked_at desc, id desc);
