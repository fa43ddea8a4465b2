package dev.leadrelay.system.support;

import dev.leadrelay.orchestrator.OrchestratorMain;
import dev.leadrelay.research.ResearchAgentMain;
import dev.leadrelay.scoring.ScoringAgentMain;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.writer.WriterAgentMain;
import java.util.List;
import java.util.Map;

/** Services behind gates of a test's choice: what gets through without them is what they are for. */
public final class OpenGates {
    /** Gates without a check. */
    public static final GateSet OPEN = new GateSet(
            new Gate<>("research/open", List.of()),
            new Gate<>("score/open", List.of()),
            new Gate<>("draft/open", List.of()));

    private OpenGates() {}

    /** Starts all services with these gates. */
    public static void start(Installation installation, GateSet gates) throws InterruptedException {
        installation.start("orchestrator", Map.of(), context -> OrchestratorMain.create(context, gates));
        installation.start("dead-letter-handler");
        installation.start("research-agent", Map.of(), context -> ResearchAgentMain.create(context, gates));
        installation.start("scoring-agent", Map.of(), context -> ScoringAgentMain.create(context, gates));
        installation.start("writer-agent", Map.of(), context -> WriterAgentMain.create(context, gates));
    }
}
