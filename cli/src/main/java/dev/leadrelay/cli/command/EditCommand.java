package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the failed stage again with an edited request. */
@Command(
        name = "edit",
        description = "Asks the failed stage again with its input edited: lead, research or score.",
        mixinStandardHelpOptions = true)
final class EditCommand implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "the edited input as JSON; without it the dead letter's own, with what --set says")
    private @Nullable Path input;

    @Option(names = "--dry-run", description = "only says what schema and gate find, and what was edited")
    private boolean dryRun;

    @Mixin
    private EditOptions edits = new EditOptions();

    @Mixin
    private DecisionOptions letter = new DecisionOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (input == null && edits.isEmpty()) {
            throw new SettingsException("say what to edit: --input FILE, --set /path=value, or both");
        }
        JsonNode record = input == null ? letter.show().path("request") : EditOptions.read(input);
        if (!record.isObject()) {
            throw new SettingsException("this dead letter carries no input that could be edited");
        }
        Map<String, Object> details = Map.of("input", edits.apply(record));
        return dryRun ? letter.check("RETRY_EDITED", details) : letter.decide("RETRY_EDITED", details);
    }
}
