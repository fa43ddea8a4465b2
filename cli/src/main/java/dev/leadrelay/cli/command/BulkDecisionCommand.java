package dev.leadrelay.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A decision about many dead letters that needs no more than its kind. */
abstract class BulkDecisionCommand implements Callable<Integer> {
    private final String kind;

    @Mixin
    private BulkOptions bulk = new BulkOptions();

    BulkDecisionCommand(String kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() throws InterruptedException {
        return bulk.decide(kind);
    }
}
