package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import org.jspecify.annotations.Nullable;

/**
 * What the research gate looks at.
 *
 * @param returned what the tools returned; null outside the agent, where nobody knows it any more and the checks that
 *     need it do not apply
 */
public record ResearchSubject(
        Lead lead, Research research, @Nullable ToolReturns returned) {}
