package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The dead letter that a command decides about, and how the decision is sent. */
final class DecisionOptions {
    @Parameters(paramLabel = "ID", description = "id of the dead letter")
    private String id = "";

    @Mixin
    private DataOption data = new DataOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Sends a decision that needs no details; gives the exit code. */
    int decide(String kind) throws InterruptedException {
        return decide(kind, Map.of());
    }

    /** Sends a decision; gives the exit code. */
    int decide(String kind, Map<String, Object> details) throws InterruptedException {
        JsonNode decided = Desk.find(data.folder).decide(id, decision(kind, details));
        spec.commandLine()
                .getOut()
                .println("decided: " + kind + " (" + decided.path("decisionId").asText() + "); what came of it:"
                        + " ./leadrelay triage show " + id);
        return 0;
    }

    /** Says what would be found wrong with a decision; gives the exit code. */
    int check(String kind, Map<String, Object> details) throws InterruptedException {
        JsonNode checked = Desk.find(data.folder).check(id, decision(kind, details));
        CheckText.print(spec.commandLine().getOut(), checked);
        return checked.path("valid").asBoolean() ? 0 : 2;
    }

    /** The dead letter with everything that is known of it. */
    JsonNode show() throws InterruptedException {
        return Desk.find(data.folder).get("/dead-letters/" + Desk.encoded(id), Map.of());
    }

    private static Map<String, Object> decision(String kind, Map<String, Object> details) {
        Map<String, Object> decision = new LinkedHashMap<>(details);
        decision.put("kind", kind);
        decision.put("by", System.getProperty("user.name", "somebody"));
        return decision;
    }
}
