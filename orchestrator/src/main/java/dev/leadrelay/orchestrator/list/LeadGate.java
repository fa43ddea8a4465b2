package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Verdict;

/** The lead gate as the list machine needs it; the same as {@code StageGates.lead}. */
@FunctionalInterface
public interface LeadGate {
    Verdict check(Lead lead, ListSettings settings);
}
