package dev.leadrelay.deadletter.desk;

/** A decision and what came of it. */
public record DecisionRow(
        String at, String kind, String by, boolean byPolicy, String reason, String outcome, String outcomeReason) {}
