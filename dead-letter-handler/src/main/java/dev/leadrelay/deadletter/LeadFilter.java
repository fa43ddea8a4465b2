package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Which ended leads of a list are asked for; null asks for any.
 *
 * @param text stands in the name, the company, the subject or the reason, in any case
 */
record LeadFilter(
        @Nullable String status,
        @Nullable String tier,
        @Nullable String text) {}
