package dev.leadrelay.cli.command;

import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the failed stage again with an edited request. */
@Command(
        name = "edit",
        description = "Asks the failed stage again with its input edited: lead, research or score.",
        mixinStandardHelpOptions = true)
final class EditCommand extends EditedDecisionCommand {
    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "the edited input as JSON, as 'request' of triage show --json; without it the dead letter's own,"
                            + " with what --set says")
    private @Nullable Path input;

    EditCommand() {
        super("RETRY_EDITED");
    }

    @Override
    Map<String, Object> details() throws InterruptedException {
        if (input == null && edits.isEmpty()) {
            throw new SettingsException("say what to edit: --input FILE, --set /path=value, or both");
        }
        return Map.of(
                "input",
                input == null
                        ? own("request", "this dead letter carries no input that could be edited")
                        : edits.apply(EditOptions.read(input)));
    }
}
