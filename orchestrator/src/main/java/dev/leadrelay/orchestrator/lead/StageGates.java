package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;

/** The gates as the orchestrator needs them. Implementations are pure and thread-safe; an exception is an INTERNAL failure. */
public interface StageGates {
    /** Whether the lead may be worked on at all; an unknown profile in the settings is a violation here. */
    Verdict lead(Lead lead, ListSettings settings);

    Verdict research(Lead lead, Research research);

    Verdict score(Lead lead, ListSettings settings, Research research, Score score);

    Verdict draft(Lead lead, ListSettings settings, Research research, Score score, Draft draft);

    /** Worst tier of the list's profile that still gets a draft. */
    Tier deliverFrom(ListSettings settings);
}
