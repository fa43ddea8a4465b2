package dev.leadrelay.research.domain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.prompt.SuspiciousText;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.InstructionText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects evidence from the results of tool calls. One attempt's; not thread-safe. */
final class Gathering {
    private static final int MAX_REASON = 200;
    private static final int LEAST_QUOTE = 30;

    private final Map<String, Evidence> evidence = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> unavailable = new LinkedHashSet<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final List<Violation> toApprove = new ArrayList<>();
    private final SuspiciousText suspicious;
    private final Instant at;

    /**
     * Nothing gathered yet.
     *
     * @param at when the tools were asked
     * @param suspicious what becomes of text that is addressed to a model
     */
    Gathering(Instant at, SuspiciousText suspicious) {
        this.suspicious = suspicious;
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
            for (String clean : quotable(url, quote)) {
                Evidence piece = Evidence.newBuilder()
                        .setId(Identifiers.evidenceId(url, clean))
                        .setKind(source.kind())
                        .setUrl(url)
                        .setTitle(title(item))
                        .setQuote(clean)
                        .setContentHash(wholeHash.isEmpty() ? Identifiers.contentHash(quote) : wholeHash)
                        .setRetrievedAt(at)
                        .build();
                evidence.putIfAbsent(piece.getId(), piece);
            }
        }
    }

    private @Nullable String title(JsonNode item) {
        JsonNode title = item.path("title");
        return title.isTextual() ? suspicious.of(title.asText()) : null;
    }

    /** The parts of a passage that may be evidence: not what is addressed to a model, nor scraps that say nothing without it. */
    private List<String> quotable(String url, String quote) {
        if (!InstructionText.isSuspicious(quote)) {
            return List.of(quote);
        }
        flags.add(url + ": text addressed to a model");
        return switch (suspicious) {
            case KEEP -> List.of(quote);
            case LEAVE_OUT ->
                InstructionText.clean(quote).stream()
                        .filter(clean -> clean.length() >= LEAST_QUOTE)
                        .toList();
        };
    }

    private void missing(Source source, JsonNode input, String reason) {
        String what = source.tool() + " " + input.path(source.argument()).asText();
        String line = what + ": " + reason;
        unavailable.add(line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…");
    }
}
