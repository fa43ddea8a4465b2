package dev.leadrelay.cli.laptop;

import dev.leadrelay.deadletter.DeadLetterMain;
import dev.leadrelay.orchestrator.OrchestratorMain;
import dev.leadrelay.research.ResearchAgentMain;
import dev.leadrelay.scoring.ScoringAgentMain;
import dev.leadrelay.service.ServiceFactory;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.writer.WriterAgentMain;
import java.util.LinkedHashMap;
import java.util.Map;

/** The services by name, in the order in which they are started. */
public final class Services {
    private Services() {}

    /** Factory of each service by its name. */
    public static Map<String, ServiceFactory> factories() {
        Map<String, ServiceFactory> factories = new LinkedHashMap<>();
        factories.put("orchestrator", OrchestratorMain::create);
        factories.put("dead-letter-handler", DeadLetterMain::create);
        factories.put("research-agent", ResearchAgentMain::create);
        factories.put("scoring-agent", ScoringAgentMain::create);
        factories.put("writer-agent", WriterAgentMain::create);
        return factories;
    }

    /**
     * Factory of one service.
     *
     * @throws SettingsException when there is no service of that name
     */
    public static ServiceFactory require(String name) {
        ServiceFactory factory = factories().get(name);
        if (factory == null) {
            throw new SettingsException("there is no service \"" + name + "\"; services are "
                    + String.join(", ", factories().keySet()) + ", model-simulator");
        }
        return factory;
    }
}
