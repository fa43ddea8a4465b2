package dev.leadrelay.research;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.research.domain.ResearchAgent;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.GateSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wires the research agent. */
public final class ResearchAgentMain {
    private static final String VERSION = "0.1.0";

    private ResearchAgentMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("research-agent", args, ResearchAgentMain::create);
    }

    /**
     * The agent as a service, connected to nothing yet.
     *
     * @throws SettingsException when a setting, a file of company records or a prompt is wrong
     */
    public static Service create(ServiceContext context) {
        return create(context, GateSet.standard());
    }

    /**
     * The same with other gates than the standard ones, to see what these catch.
     *
     * @throws SettingsException as {@link #create(ServiceContext)}
     */
    public static Service create(ServiceContext context, GateSet gates) {
        ResearchSettings settings = context.settings(ResearchSettings.class);
        try {
            return AgentService.create(context, definition(settings, ResearchTools.of(settings), gates));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.research: " + e.getMessage());
        }
    }

    /**
     * The tools that the agent would use with these settings, to be checked without it; close them.
     *
     * @throws SettingsException when a setting or a file of company records is wrong
     */
    public static ToolBox toolBox(ResearchSettings settings) {
        try {
            return new ToolBox(usages(settings, ResearchTools.of(settings)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.research: " + e.getMessage());
        }
    }

    private static List<ToolUsage> usages(ResearchSettings settings, Map<Source, Tool> tools) {
        Set<String> sensitive = settings.sensitiveTools().orElse(Set.of());
        List<String> names = tools.keySet().stream().map(Source::tool).toList();
        if (!names.containsAll(sensitive)) {
            throw new IllegalArgumentException(
                    "sensitive-tools names " + sensitive + ", but the tools that are configured are " + names);
        }
        return tools.values().stream()
                .map(ToolUsage::optional)
                .map(usage -> sensitive.contains(usage.tool().contract().name()) ? usage.needingApproval() : usage)
                .toList();
    }

    private static AgentDefinition<ResearchRequest, Research> definition(
            ResearchSettings settings, Map<Source, Tool> tools, GateSet gates) {
        ResearchAgent planned = switch (settings.plan()) {
            case MODEL -> ResearchAgent.planning(tools.keySet(), settings.maxSteps());
            case DIRECT -> ResearchAgent.direct(tools.keySet());
        };
        ResearchAgent agent = planned.before(gates.research());
        return new AgentDefinition<>(
                "research-agent",
                VERSION,
                Stage.RESEARCH,
                ResearchRequest.class,
                ResearchRequest::getHeader,
                null,
                agent,
                ResearchResult::new,
                agent.prompts(),
                usages(settings, tools));
    }
}
