-- Words are found by an index beside the database (WordIndex).
drop table cause_word;
drop table dead_letter_word;

-- The store that an index must belong to: an index of another is built anew.
create table word_index_store (
    store_id varchar(40) not null primary key
);

-- Dead letters that changed and of which the index has no durable copy yet; change counts transactions.
create table word_index_change (
    change         bigint       not null,
    dead_letter_id varchar(200) not null,
    primary key (change, dead_letter_id)
);
