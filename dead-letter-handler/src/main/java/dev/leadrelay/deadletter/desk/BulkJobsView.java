package dev.leadrelay.deadletter.desk;

import java.util.List;

/** Decisions about many dead letters, the latest first. */
public record BulkJobsView(List<BulkJobView.JobRow> jobs) {}
