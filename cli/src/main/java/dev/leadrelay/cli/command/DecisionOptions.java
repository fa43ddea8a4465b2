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
        Map<String, Object> decision = new LinkedHashMap<>(details);
        decision.put("kind", kind);
        decision.put("by", System.getProperty("user.name", "somebody"));
        JsonNode decided = Desk.find(data.folder).decide(id, decision);
        spec.commandLine()
                .getOut()
                .println("decided: " + kind + " (" + decided.path("decisionId").asText() + "); what came of it:"
                        + " ./leadrelay triage show " + id);
        return 0;
    }
}
