-- What a decision was about and what it let go on, for the audit. Nothing is read again for this: what stands in the topic by
-- now was written before decisions carried hashes, and reads back without them.
alter table decision add column hash_before varchar(200);
alter table decision add column hash_after varchar(200);
