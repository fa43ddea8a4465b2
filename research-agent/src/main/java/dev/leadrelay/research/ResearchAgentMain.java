package dev.leadrelay.research;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.research.domain.ResearchAgent;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.FetchPageTool;
import dev.leadrelay.research.source.CompanyRecordsTool;
import dev.leadrelay.research.source.SearchWebTool;
import dev.leadrelay.research.source.TextArchive;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import dev.leadrelay.service.SettingsException;
import java.util.EnumMap;
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
        ResearchSettings settings = context.settings(ResearchSettings.class);
        try {
            return AgentService.create(context, definition(settings, tools(settings)));
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
            return new ToolBox(usages(settings, tools(settings)));
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
            ResearchSettings settings, Map<Source, Tool> tools) {
        ResearchAgent agent = switch (settings.plan()) {
            case MODEL -> ResearchAgent.planning(tools.keySet(), settings.maxSteps());
            case DIRECT -> ResearchAgent.direct(tools.keySet());
        };
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

    private static Map<Source, Tool> tools(ResearchSettings settings) {
        Map<Source, Tool> tools = new EnumMap<>(Source.class);
        TextArchive archive = settings.pageArchive().map(TextArchive::in).orElse(TextArchive.NONE);
        if (settings.fetchPage().enabled()) {
            tools.put(
                    Source.FETCH_PAGE,
                    FetchPageTool.create(
                            settings.fetchPage().allHosts(),
                            settings.fetchPage().timeout(),
                            settings.fetchPage().checkUrl().orElse(null),
                            archive));
        }
        settings.companyRecords()
                .ifPresent(path -> tools.put(Source.COMPANY_RECORDS, CompanyRecordsTool.read(path, archive)));
        settings.searchUrl().ifPresent(url -> tools.put(Source.SEARCH_WEB, new SearchWebTool(url)));
        return tools;
    }
}
