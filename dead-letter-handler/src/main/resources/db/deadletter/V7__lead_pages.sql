-- What the table of a list shows of each lead, and where its whole result stands.
alter table lead_end add column external_id varchar(500);
alter table lead_end add column who varchar(500);
alter table lead_end add column company varchar(500);
alter table lead_end add column total integer;
alter table lead_end add column tier varchar(20);
alter table lead_end add column subject varchar(500);
alter table lead_end add column seen_partition integer;
alter table lead_end add column seen_offset bigint;

-- Whether a cause that was settled has recurred is told by its earliest open dead letter.
create index dead_letter_by_cause_state on dead_letter (fingerprint, state, parked_at);
