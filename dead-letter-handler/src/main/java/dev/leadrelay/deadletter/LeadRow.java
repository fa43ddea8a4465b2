package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * An ended lead as the table of its list shows it.
 *
 * @param who name of the person; null where none is known
 * @param total the score; null where it was not scored
 * @param subject of the draft; null where there is none
 * @param seen where its whole result stands
 */
record LeadRow(
        LeadEnd end,
        @Nullable String externalId,
        @Nullable String who,
        @Nullable String company,
        @Nullable Integer total,
        @Nullable String tier,
        @Nullable String subject,
        Source seen) {}
