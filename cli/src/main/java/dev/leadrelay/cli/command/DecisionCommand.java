package dev.leadrelay.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A decision about one dead letter that needs no more than its kind. */
abstract class DecisionCommand implements Callable<Integer> {
    private final String kind;

    @Mixin
    private DecisionOptions letter = new DecisionOptions();

    DecisionCommand(String kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() throws InterruptedException {
        return letter.decide(kind);
    }
}
