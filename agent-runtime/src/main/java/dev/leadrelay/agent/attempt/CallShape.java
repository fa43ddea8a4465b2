package dev.leadrelay.agent.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What every call of an agent has in common. Immutable.
 *
 * @param maxOutputTokens longest answer, also what is reserved of the budget
 * @param temperature null for the model's own
 */
public record CallShape(int maxOutputTokens, @Nullable Double temperature) {}
