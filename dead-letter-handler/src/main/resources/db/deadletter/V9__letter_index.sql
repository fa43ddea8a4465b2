-- Dead letters are found and counted by an index beside the database (LetterIndex): what only pages asked goes.
drop table cause_word;
drop table dead_letter_word;
drop table cause_count;
drop table list_count;
drop table day_count;
drop index dead_letter_by_time;
drop index dead_letter_by_list;
drop index dead_letter_by_kind;
drop index dead_letter_by_list_and_cause;
drop index dead_letter_by_cause;
create index dead_letter_by_cause on dead_letter (cause, parked_at, id);

-- The store that an index must belong to: an index of another is built anew.
create table letter_index_store (
    store_id varchar(40) not null primary key
);

-- Dead letters that changed and of which the index has no durable copy yet; change counts transactions.
create table letter_index_change (
    change         bigint       not null,
    dead_letter_id varchar(200) not null,
    primary key (change, dead_letter_id)
);
