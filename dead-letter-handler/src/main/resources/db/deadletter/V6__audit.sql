-- The audit shows decisions page by page, the latest first.
create index decision_by_time on decision (decided_at desc, decision_id desc);
