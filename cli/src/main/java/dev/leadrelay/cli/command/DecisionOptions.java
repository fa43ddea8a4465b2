package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The dead letter that a command decides about, and how the decision is sent. */
final class DecisionOptions extends LetterOptions {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
    @Nullable
    String reason;

    /** Sends a decision that needs no details; gives the exit code. */
    int decide(String kind) throws InterruptedException {
        return decide(kind, Map.of());
    }

    /** Sends a decision; gives the exit code. */
    int decide(String kind, Map<String, Object> details) throws InterruptedException {
        JsonNode decided = desk().decide(id(), decision(kind, details));
        out().println("decided: " + kind + " (" + decided.path("decisionId").asText() + "); what came of it:"
                + " ./leadrelay triage show " + id());
        return 0;
    }

    /** Says what would be found wrong with a decision; gives the exit code. */
    int check(String kind, Map<String, Object> details) throws InterruptedException {
        JsonNode checked = desk().check(id(), decision(kind, details));
        CheckText.print(out(), kind, checked);
        return checked.path("valid").asBoolean() ? 0 : 2;
    }

    private Map<String, Object> decision(String kind, Map<String, Object> details) {
        Map<String, Object> decision = new LinkedHashMap<>(details);
        decision.put("kind", kind);
        decision.put("by", CurrentUser.name());
        if (reason != null) {
            decision.put("reason", reason);
        }
        return decision;
    }
}
