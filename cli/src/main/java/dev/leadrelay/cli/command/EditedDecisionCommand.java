package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.service.SettingsException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A decision about one dead letter that carries a record as a person edited it, or only the question what is wrong with that. */
abstract class EditedDecisionCommand implements Callable<Integer> {
    private final String kind;

    @Option(names = "--dry-run", description = "only says what schema and gate find, and what was edited")
    private boolean dryRun;

    @Mixin
    EditOptions edits = new EditOptions();

    @Mixin
    private DecisionOptions letter = new DecisionOptions();

    EditedDecisionCommand(String kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() throws InterruptedException {
        Map<String, Object> details = details();
        return dryRun ? letter.check(kind, details) : letter.decide(kind, details);
    }

    /** What the decision carries. */
    abstract Map<String, Object> details() throws InterruptedException;

    /** A record of the dead letter itself, edited; the problem is what a person is told where there is none. */
    final JsonNode own(String field, String problem) throws InterruptedException {
        JsonNode record = letter.show().path(field);
        if (!record.isObject()) {
            throw new SettingsException(problem);
        }
        return edits.apply(record);
    }
}
