package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The run of a failed attempt.
 *
 * @param note why there is none; empty when there is one
 */
public record RunView(
        LetterRow letter, String note, String runId, String exit, String model, String usage, List<RunStepRow> steps) {}
