package dev.leadrelay.research.domain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.CallRule;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Addresses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pages are fetched from the lead's own sites and from those that a search or a record named; an address that stands in a note or on a
 * page leads nowhere, so nothing can be carried out through it. Pure.
 */
final class OwnSites implements CallRule {
    private final Set<String> own = new HashSet<>();

    OwnSites(Lead lead) {
        add(own, CompanyKey.domain(lead));
        String website = lead.getWebsite();
        add(own, website == null ? "" : Addresses.host(website));
    }

    @Override
    public List<Violation> check(String tool, JsonNode input, List<ToolUse> soFar) {
        if (!tool.equals(Source.FETCH_PAGE.tool())) {
            return List.of();
        }
        String host = Addresses.host(input.path(Source.FETCH_PAGE.argument()).asText());
        if (isOf(own, host) || isOf(named(soFar), host)) {
            return List.of();
        }
        return List.of(Violations.reject(
                "tool.foreign-host",
                "/" + Source.FETCH_PAGE.argument(),
                Violations.shortened(host)
                        + " is neither a site of the lead's company nor one that a search or a record named"));
    }

    private static Set<String> named(List<ToolUse> soFar) {
        Set<String> named = new HashSet<>();
        for (ToolUse use : soFar) {
            if (!use.tool().equals(Source.FETCH_PAGE.tool()) && use.result() instanceof ToolResult.Returned returned) {
                for (JsonNode item : returned.output().path("evidence")) {
                    add(named, Addresses.host(item.path("url").asText()));
                    if (use.tool().equals(Source.COMPANY_RECORDS.tool())) {
                        // One's own records; what a search quotes is somebody's page.
                        Addresses.mentions(item.path("quote").asText())
                                .forEach(mention -> add(named, Addresses.host(mention.text())));
                    }
                }
            }
        }
        return named;
    }

    private static void add(Set<String> hosts, String host) {
        if (!host.isBlank()) {
            hosts.add(host);
        }
    }

    private static boolean isOf(Set<String> hosts, String host) {
        return hosts.stream().anyMatch(known -> Addresses.within(host, known));
    }
}
