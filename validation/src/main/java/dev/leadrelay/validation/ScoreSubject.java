package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import org.jspecify.annotations.Nullable;

/**
 * What the score gate looks at.
 *
 * @param profile the profile of the list; null when the service does not know it, which the gate rejects
 */
public record ScoreSubject(
        Lead lead, Research research, Score score, @Nullable Profile profile) {}
