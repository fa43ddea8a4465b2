package dev.leadrelay.cli.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about, as the desk's REST API filters them. */
final class FilterOptions {
    @Option(names = "--list", paramLabel = "LIST", description = "of this list")
    private @Nullable String list;

    @Option(names = "--stage", paramLabel = "STAGE", description = "of this stage: lists, research, scoring or writer")
    private @Nullable String stage;

    @Option(names = "--class", paramLabel = "CLASS", description = "of this failure class")
    private @Nullable String failureClass;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "in this state: open (the default), decided, retried, discarded or superseded")
    private @Nullable String state;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "whose message or lead key has these words; wor* for all that begin so")
    private @Nullable String text;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "parked then or later: a day like 2026-05-04, a time like 2026-05-04T12:00:00Z, or an age like"
                            + " 90m, 12h or 30d")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "parked before that; said as for --since")
    private @Nullable String until;

    /** What was said, under the names of the REST API; ages count from now. */
    Map<String, String> said() {
        Instant now = Instant.now();
        Map<String, String> said = new LinkedHashMap<>();
        put(said, "list", list);
        put(said, "stage", stage);
        put(said, "class", failureClass);
        put(said, "state", state);
        put(said, "text", text);
        put(said, "since", since == null ? null : ParkedTime.of(since, now));
        put(said, "until", until == null ? null : ParkedTime.of(until, now));
        return said;
    }

    private static void put(Map<String, String> said, String name, @Nullable String value) {
        if (value != null) {
            said.put(name, value);
        }
    }
}
