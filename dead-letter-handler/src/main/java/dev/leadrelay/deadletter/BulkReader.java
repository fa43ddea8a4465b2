package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DecisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a bulk request asks for; whatever makes no sense is a {@link RequestException} with status 400. */
final class BulkReader {
    private static final Set<String> FIELDS = Set.of(
            "ids", "filter", "kind", "reason", "by", "raiseTokens", "raiseCostMicros", "rate", "canary", "expected");
    private static final Set<String> FILTER_FIELDS = Set.copyOf(RequestReader.FILTERS);
    private static final Set<String> CANARY_FIELDS = Set.of("size", "maxFailureRate");

    private BulkReader() {}

    /**
     * What a bulk request says.
     *
     * @param expected how many dead letters its dry run showed; null where it does not say
     */
    record Asked(
            BulkSelection selection,
            BulkOrder order,
            @Nullable Long expected) {}

    static Asked read(String body, Optional<String> loggedIn) {
        JsonNode json = RequestReader.object(body);
        requireKnown(json, FIELDS);
        return new Asked(selection(json), order(json, loggedIn), RequestReader.amount(json, "expected"));
    }

    private static BulkOrder order(JsonNode json, Optional<String> loggedIn) {
        String by = loggedIn.orElse(RequestReader.text(json, "by", Columns.NAME));
        if (by == null) {
            throw RequestReader.invalid("'by' must say who decides");
        }
        DecisionKind kind = kind(RequestReader.text(json, "kind", Columns.NAME));
        String reason = RequestReader.text(json, "reason", Columns.TEXT);
        if (kind == DecisionKind.DISCARD && reason == null) {
            throw RequestReader.invalid("DISCARD needs a 'reason'");
        }
        Long tokens = RequestReader.amount(json, "raiseTokens");
        Long cost = RequestReader.amount(json, "raiseCostMicros");
        if ((tokens != null || cost != null) != (kind == DecisionKind.RAISE_BUDGET)) {
            throw RequestReader.invalid(
                    kind == DecisionKind.RAISE_BUDGET
                            ? "RAISE_BUDGET needs 'raiseTokens' or 'raiseCostMicros'"
                            : "'raiseTokens' and 'raiseCostMicros' belong to RAISE_BUDGET");
        }
        return new BulkOrder(kind, reason, tokens, cost, by, rate(json), canary(json.get("canary")));
    }

    private static BulkSelection selection(JsonNode json) {
        JsonNode ids = json.get("ids");
        JsonNode filter = json.get("filter");
        if ((ids == null) == (filter == null)) {
            throw RequestReader.invalid("say which dead letters: either 'ids', a list, or 'filter', an object");
        }
        return ids == null ? matching(filter) : picked(ids);
    }

    private static BulkSelection picked(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty() || ids.size() > BulkSelector.MOST) {
            throw RequestReader.invalid("'ids' must be a list of 1 to " + BulkSelector.MOST + " ids of dead letters");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode id : ids) {
            if (!id.isTextual() || id.textValue().length() > Columns.NAME) {
                throw RequestReader.invalid("each of 'ids' must be a text of at most " + Columns.NAME + " characters");
            }
            texts.add(Columns.fit(id.textValue(), Columns.NAME));
        }
        return new BulkSelection.Ids(texts);
    }

    private static BulkSelection matching(@Nullable JsonNode filter) {
        if (filter == null || !filter.isObject()) {
            throw RequestReader.invalid(
                    "'filter' must be an object, for example {\"stage\":\"writer\"}; {} is all open");
        }
        requireKnown(filter, FILTER_FIELDS);
        return new BulkSelection.Matching(
                RequestReader.filter(field -> RequestReader.text(filter, field, Columns.TEXT)));
    }

    private static @Nullable Double rate(JsonNode json) {
        JsonNode rate = json.get("rate");
        if (rate == null || rate.isNull()) {
            return null;
        }
        if (!rate.isNumber() || rate.doubleValue() < BulkOrder.SLOWEST || rate.doubleValue() > BulkOrder.FASTEST) {
            throw RequestReader.invalid("'rate' must be a number of items per second from 0.01 to 10000");
        }
        return rate.doubleValue();
    }

    private static BulkState.@Nullable Canary canary(@Nullable JsonNode canary) {
        if (canary == null || canary.isNull()) {
            return null;
        }
        if (!canary.isObject()) {
            throw RequestReader.invalid("'canary' must be an object, for example {\"size\":20,\"maxFailureRate\":0.1}");
        }
        requireKnown(canary, CANARY_FIELDS);
        JsonNode size = canary.path("size");
        if (!size.isInt() || size.intValue() < 1 || size.intValue() > BulkState.Canary.LARGEST) {
            throw RequestReader.invalid(
                    "'size' of 'canary' must be a whole number from 1 to " + BulkState.Canary.LARGEST);
        }
        JsonNode rate = canary.path("maxFailureRate");
        if (!rate.isNumber() || rate.doubleValue() < 0 || rate.doubleValue() > 1) {
            throw RequestReader.invalid("'maxFailureRate' of 'canary' must be a share from 0 to 1");
        }
        return new BulkState.Canary(size.intValue(), rate.doubleValue());
    }

    private static DecisionKind kind(@Nullable String name) {
        return BulkOrder.KINDS.stream()
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> RequestReader.invalid("'kind' must be one of " + RequestReader.names(BulkOrder.KINDS)
                        + "; the others are about one dead letter at a time"));
    }

    private static void requireKnown(JsonNode json, Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw RequestReader.invalid("unknown field '" + Columns.fit(name, 40) + "'; known are "
                        + known.stream().sorted().toList());
            }
        });
    }
}
