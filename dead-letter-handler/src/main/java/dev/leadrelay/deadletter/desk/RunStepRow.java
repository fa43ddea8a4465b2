package dev.leadrelay.deadletter.desk;

import java.util.List;

/** One step of a run: a model call, a tool call, a gate. */
public record RunStepRow(
        int number,
        String kind,
        String name,
        String at,
        String took,
        String usage,
        String input,
        String output,
        String error,
        List<Remark> violations) {}
