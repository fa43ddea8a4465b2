package dev.leadrelay.research.domain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.text.Addresses;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects evidence from the results of tool calls. One attempt's; not thread-safe. */
final class Gathering {
    private static final int MAX_REASON = 200;

    private final Map<String, Evidence> evidence = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> unavailable = new LinkedHashSet<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final List<Violation> toApprove = new ArrayList<>();
    private final Instant at;

    /** @param at when the tools were asked */
    Gathering(Instant at) {
        // The contract's times are milliseconds; a record must be equal to itself after the wire.
        this.at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    Gathering add(List<ToolUse> uses) {
        uses.forEach(this::add);
        return this;
    }

    void add(ToolUse use) {
        Source source = Source.ofTool(use.tool());
        asked.add(question(source, use.input().path(source.argument()).asText()));
        switch (use.result()) {
            case ToolResult.Returned returned -> returned(source, use.input(), returned.output());
            case ToolResult.Failed failed -> missing(source, use.input(), failed.message());
            case ToolResult.Held held -> toApprove.add(held.call());
            case ToolResult.Refused refused -> {
                // A call that never left says nothing about the source.
            }
        }
    }

    /** True when this source was asked this already, however the address was written. */
    boolean wasAsked(Source source, String value) {
        return asked.contains(question(source, value));
    }

    boolean isEmpty() {
        return evidence.isEmpty();
    }

    /** Calls that a person has to approve before the attempt can go on. */
    List<Violation> toApprove() {
        return toApprove;
    }

    Gathered done() {
        return new Gathered(List.copyOf(evidence.values()), List.copyOf(unavailable), List.copyOf(flags));
    }

    private static String question(Source source, String value) {
        return source.tool() + " " + Addresses.normal(value);
    }

    private void returned(Source source, JsonNode input, JsonNode output) {
        if (output.path("error").isTextual()) {
            missing(source, input, output.path("error").asText());
        }
        String wholeHash = output.path("contentHash").asText("");
        for (JsonNode item : output.path("evidence")) {
            String url = item.path("url").asText();
            String quote = item.path("quote").asText();
            if (SuspiciousText.isSuspicious(quote)) {
                flags.add(url + ": text addressed to a model");
            } else {
                Evidence piece = Evidence.newBuilder()
                        .setId(Identifiers.evidenceId(url, quote))
                        .setKind(source.kind())
                        .setUrl(url)
                        .setTitle(
                                item.path("title").isTextual()
                                        ? item.path("title").asText()
                                        : null)
                        .setQuote(quote)
                        .setContentHash(wholeHash.isEmpty() ? Identifiers.contentHash(quote) : wholeHash)
                        .setRetrievedAt(at)
                        .build();
                evidence.putIfAbsent(piece.getId(), piece);
            }
        }
    }

    private void missing(Source source, JsonNode input, String reason) {
        String what = source.tool() + " " + input.path(source.argument()).asText();
        String line = what + ": " + reason;
        unavailable.add(line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…");
    }
}
