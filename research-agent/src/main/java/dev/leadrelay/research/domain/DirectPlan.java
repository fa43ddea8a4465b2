package dev.leadrelay.research.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.records.Lead;
import java.util.Set;

/** Asks every source that applies once, without a model: the home page, the company record, a search by name. */
final class DirectPlan implements Plan {
    private final Set<Source> sources;

    DirectPlan(Set<Source> sources) {
        this.sources = Set.copyOf(sources);
    }

    @Override
    public Result gather(Lead lead, AgentContext context) throws InterruptedException {
        Gathering gathering = new Gathering(context.clock().instant(), context.suspiciousText());
        ask(lead, gathering, context);
        return Plan.end(gathering);
    }

    /** Asks what was not asked before. */
    void ask(Lead lead, Gathering gathering, AgentContext context) throws InterruptedException {
        String domain = CompanyKey.domain(lead);
        String name = CompanyKey.name(lead);
        if (!domain.isEmpty()) {
            call(Source.FETCH_PAGE, Source.FETCH_PAGE.input("https://" + domain + "/"), gathering, context);
            call(Source.COMPANY_RECORDS, record(domain, name), gathering, context);
        }
        if (gathering.isEmpty() && !name.isEmpty()) {
            String city = lead.getCity();
            String query = city == null ? name : name + " " + city;
            call(Source.SEARCH_WEB, Source.SEARCH_WEB.input(query), gathering, context);
        }
    }

    private static ObjectNode record(String domain, String name) {
        ObjectNode input = Source.COMPANY_RECORDS.input(domain);
        return name.isEmpty() || name.length() > Source.LONGEST_NAME ? input : input.put(Source.COMPANY_NAME, name);
    }

    private void call(Source source, ObjectNode input, Gathering gathering, AgentContext context)
            throws InterruptedException {
        String value = input.path(source.argument()).asText();
        if (sources.contains(source) && !gathering.wasAsked(source, value)) {
            gathering.add(new ToolUse(source.tool(), input, context.call(source.tool(), input)));
        }
    }
}
