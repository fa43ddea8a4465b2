package dev.leadrelay.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks for; whatever makes no sense is a {@link RequestException} with status 400. */
final class RequestReader {
    /** The names of what a filter says, in an address, in a form and in JSON. */
    static final List<String> FILTERS =
            List.of("list", "stage", "class", "state", "fingerprint", "text", "since", "until");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final int LARGEST_PAGE = 500;
    private static final Set<String> DECISION_FIELDS =
            Set.of("kind", "reason", "by", "raiseTokens", "raiseCostMicros", "input", "candidate", "waive");
    private static final int MOST_WAIVED = 100;
    private static final int MOST_WORDS = 50;

    private RequestReader() {}

    static ItemFilter filter(Context context) {
        return filter(context::queryParam);
    }

    /** @param parameters of an address or of a form; null for one that is not there */
    static ItemFilter filter(Function<String, @Nullable String> parameters) {
        return new ItemFilter(
                blankToNull(parameters.apply("list")),
                symbol(parameters, "stage", Stage.values()),
                symbol(parameters, "class", FailureClass.values()),
                symbol(parameters, "state", ItemState.values()),
                blankToNull(parameters.apply("fingerprint")),
                words(parameters.apply("text")),
                time(parameters, "since"),
                time(parameters, "until"));
    }

    /** A text to look for; one without a word in it would find everything. */
    static @Nullable String words(@Nullable String text) {
        String given = blankToNull(text);
        if (given == null) {
            return null;
        }
        int words = Words.wanted(given).size();
        if (words == 0) {
            throw invalid("the words to look for hold neither a letter nor a digit");
        }
        if (words > MOST_WORDS) {
            throw invalid("there are " + words + " words to look for; look for " + MOST_WORDS + " at most");
        }
        return given;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** A moment, as an instant or as a day in UTC. */
    private static @Nullable Long time(Function<String, @Nullable String> parameters, String parameter) {
        String text = blankToNull(parameters.apply(parameter));
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return time.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw invalid(parameter + " must be a time like 2026-05-04T12:00:00Z or a day like 2026-05-04");
        }
    }

    static int limit(Context context, int otherwise) {
        String text = context.queryParam("limit");
        if (text == null) {
            return otherwise;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw invalid("limit must be a number from 1 to " + LARGEST_PAGE);
    }

    static @Nullable Cursor after(Context context) {
        String text = context.queryParam("after");
        return text == null
                ? null
                : Cursor.parse(text)
                        .orElseThrow(() -> invalid("after must be the 'next' of the page before, as it was given"));
    }

    /** @param loggedIn who sends it, whatever the body says; empty where nobody logs in */
    static DecisionRequest decision(String deadLetterId, String body, Optional<String> loggedIn) {
        return decision(deadLetterId, body, loggedIn, null);
    }

    /** A decision that is only to be checked; it need not say who decides. */
    static DecisionRequest check(String deadLetterId, String body) {
        return decision(deadLetterId, body, Optional.empty(), "nobody yet");
    }

    private static DecisionRequest decision(
            String deadLetterId, String body, Optional<String> loggedIn, @Nullable String otherwiseBy) {
        JsonNode json = object(body);
        json.fieldNames().forEachRemaining(name -> {
            if (!DECISION_FIELDS.contains(name)) {
                throw invalid("unknown field '" + Columns.fit(name, 40)
                        + "'; known are kind, reason, by, raiseTokens, raiseCostMicros, input, candidate, waive");
            }
        });
        String named = loggedIn.orElse(text(json, "by", Columns.NAME));
        String by = named == null ? otherwiseBy : named;
        if (by == null) {
            throw invalid("'by' must say who decides");
        }
        DecisionKind kind = kind(text(json, "kind", Columns.NAME));
        String reason = text(json, "reason", Columns.TEXT);
        if (kind == DecisionKind.DISCARD && reason == null) {
            throw invalid("DISCARD needs a 'reason'");
        }
        Long raiseTokens = amount(json, "raiseTokens");
        Long raiseCostMicros = amount(json, "raiseCostMicros");
        boolean raises = raiseTokens != null || raiseCostMicros != null;
        if (raises != (kind == DecisionKind.RAISE_BUDGET)) {
            throw invalid(
                    raises
                            ? "'raiseTokens' and 'raiseCostMicros' belong to RAISE_BUDGET"
                            : "RAISE_BUDGET needs 'raiseTokens' or 'raiseCostMicros'");
        }
        JsonNode edited = edited(json, kind);
        List<String> waive = waive(json, kind);
        return new DecisionRequest(deadLetterId, kind, reason, raiseTokens, raiseCostMicros, by, false, edited, waive);
    }

    private static @Nullable JsonNode edited(JsonNode json, DecisionKind kind) {
        JsonNode input = part(json, "input", DecisionKind.RETRY_EDITED, kind);
        JsonNode candidate = part(json, "candidate", DecisionKind.ACCEPT, kind);
        if (kind == DecisionKind.RETRY_EDITED && input == null) {
            throw invalid("RETRY_EDITED needs the edited request as 'input'");
        }
        return input == null ? candidate : input;
    }

    private static @Nullable JsonNode part(JsonNode json, String field, DecisionKind of, DecisionKind kind) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (kind != of) {
            throw invalid("'" + field + "' belongs to " + of);
        }
        if (!value.isObject()) {
            throw invalid("'" + field + "' must be a JSON object, in the form in which the dead letter shows it");
        }
        return value;
    }

    private static List<String> waive(JsonNode json, DecisionKind kind) {
        JsonNode value = json.get("waive");
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (kind != DecisionKind.ACCEPT) {
            throw invalid("'waive' belongs to ACCEPT");
        }
        List<String> codes = new ArrayList<>();
        value.forEach(code -> codes.add(code.isTextual() ? Columns.fit(code.textValue(), Columns.NAME) : ""));
        if (!value.isArray() || value.size() > MOST_WAIVED || codes.stream().anyMatch(String::isBlank)) {
            throw invalid("'waive' must be a list of violation codes, for example [\"draft.spam\"]");
        }
        return codes.stream().distinct().toList();
    }

    static JsonNode object(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw invalid(
                "the body must be a JSON object without a field twice, for example {\"kind\":\"RETRY\",\"by\":\"ann\"}");
    }

    private static DecisionKind kind(@Nullable String name) {
        List<DecisionKind> kinds = DecisionRules.KINDS;
        return kinds.stream()
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> invalid("'kind' must be one of " + names(kinds)));
    }

    static @Nullable Long amount(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw invalid("'" + field + "' must be a whole number of at least 1");
        }
        return value.longValue();
    }

    static @Nullable String text(JsonNode json, String field, int longest) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > longest) {
            throw invalid("'" + field + "' must be a text of at most " + longest + " characters");
        }
        String text = Columns.fit(value.textValue().strip(), longest);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String symbol(
            Function<String, @Nullable String> parameters, String parameter, Enum<?>[] symbols) {
        String text = parameters.apply(parameter);
        if (text == null || text.isEmpty()) {
            return null;
        }
        String name = text.toUpperCase(Locale.ROOT);
        if (Arrays.stream(symbols).noneMatch(symbol -> symbol.name().equals(name))) {
            throw invalid(parameter + " must be one of " + names(List.of(symbols)));
        }
        return name;
    }

    static String names(List<? extends Enum<?>> symbols) {
        return symbols.stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    static RequestException invalid(String line) {
        return new RequestException(400, line);
    }
}
