package dev.leadrelay.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets the lead go on with what the failed stage gave, or with what a person makes of it. */
@Command(
        name = "accept",
        description = "Lets the lead go on with the candidate output of the failed stage, edited or not.",
        mixinStandardHelpOptions = true)
final class AcceptCommand extends EditedDecisionCommand {
    @Option(
            names = "--candidate",
            paramLabel = "FILE",
            description = "the output to accept as JSON; without it the dead letter's own, with what --set says")
    private @Nullable Path candidate;

    @Option(
            names = "--waive",
            paramLabel = "CODE",
            description = "lets a violation pass under your name, for example draft.spam; again and again")
    private List<String> waive = new ArrayList<>();

    AcceptCommand() {
        super("ACCEPT");
    }

    @Override
    Map<String, Object> details() throws InterruptedException {
        Map<String, Object> details = new LinkedHashMap<>();
        if (candidate != null) {
            details.put("candidate", edits.apply(EditOptions.read(candidate)));
        } else if (!edits.isEmpty()) {
            details.put(
                    "candidate",
                    own(
                            "candidate",
                            "this dead letter's candidate is no record that could be edited; give one with --candidate FILE"));
        }
        if (!waive.isEmpty()) {
            details.put("waive", waive);
        }
        return details;
    }
}
