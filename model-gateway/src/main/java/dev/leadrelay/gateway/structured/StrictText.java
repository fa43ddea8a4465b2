package dev.leadrelay.gateway.structured;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.leadrelay.schemas.records.Violation;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Reads a text that must be one JSON object and nothing else. */
final class StrictText {
    static final int MAX_CHARS = 256 * 1024;
    static final int MAX_DEPTH = 32;
    private static final int LONGEST_CUT_LITERAL = 4;

    private static final JsonFactory JSON = JsonFactory.builder()
            // Read so that they can be named where they stand, not because they are allowed.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .maxStringLength(MAX_CHARS)
                    .maxNameLength(MAX_CHARS)
                    .build())
            .build();

    private StrictText() {}

    /** The record, or null with at least one violation added. */
    static @Nullable Object read(String text, Schema schema, GenericData model, List<Violation> found) {
        Violations violations = new Violations(found);
        String body = text.strip();
        if (!shapeIsRight(body, violations)) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            Object value = new StrictReader(parser, model, violations).root(schema);
            checkEnd(parser, violations);
            return found.isEmpty() ? value : null;
        } catch (JsonEOFException e) {
            truncated(violations);
        } catch (StreamConstraintsException e) {
            boolean deep = String.valueOf(e.getOriginalMessage()).contains("nesting");
            violations.add(
                    deep ? "too-deep" : "too-large",
                    "",
                    deep
                            ? "The JSON is nested deeper than " + MAX_DEPTH + " levels."
                            : "A number or string in the JSON is far too long.");
        } catch (JsonProcessingException e) {
            if (atTheEnd(e, body)) {
                truncated(violations);
            } else {
                violations.add("not-json", "", "The answer is not valid JSON " + where(e) + ".");
            }
        } catch (IOException e) {
            // A string has no I/O; should Jackson find some, the text is still unread.
            violations.add("not-json", "", "The answer cannot be read as JSON.");
        }
        return null;
    }

    private static void truncated(Violations violations) {
        violations.add("truncated", "", "The JSON ends before it is complete; answer with the whole object.");
    }

    /** Jackson does not always see that the text was cut: to it a literal that is cut is an unknown word. */
    private static boolean atTheEnd(JsonProcessingException e, String body) {
        return !body.endsWith("}")
                && e.getLocation() != null
                && e.getLocation().getCharOffset() >= body.length() - LONGEST_CUT_LITERAL - 1;
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "(somewhere)"
                : "(line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static boolean shapeIsRight(String body, Violations violations) {
        if (body.isEmpty()) {
            violations.add("empty", "", "The answer is empty; answer with one JSON object.");
        } else if (body.length() > MAX_CHARS) {
            violations.add("too-large", "", "The answer has more than " + MAX_CHARS + " characters.");
        } else if (body.startsWith("```")) {
            violations.add("fenced", "", "The JSON stands in a code fence; answer with the bare JSON object.");
        } else if (!looksLikeJson(body)) {
            boolean json = body.indexOf('{') >= 0;
            violations.add(
                    json ? "prose-around-json" : "not-json",
                    "",
                    json
                            ? "There is text before the JSON: " + Violations.quote(body)
                                    + "; answer with the bare JSON object."
                            : "The answer is not JSON: " + Violations.quote(body) + ".");
        } else {
            return true;
        }
        return false;
    }

    /** Anything that begins as a JSON value is left to the parser, which knows better what is wrong with it. */
    private static boolean looksLikeJson(String body) {
        char first = body.charAt(0);
        return first == '{'
                || first == '['
                || first == '"'
                || (first >= '0' && first <= '9')
                || List.of("null", "true", "false", "NaN").contains(body);
    }

    private static void checkEnd(JsonParser parser, Violations violations) throws IOException {
        JsonToken after;
        try {
            after = parser.nextToken();
        } catch (JsonEOFException e) {
            after = JsonToken.NOT_AVAILABLE;
        } catch (JsonProcessingException e) {
            violations.add("prose-around-json", "", "There is text after the JSON; answer with the bare JSON object.");
            return;
        }
        if (after == JsonToken.START_OBJECT) {
            violations.add("several-objects", "", "There is more than one JSON object; answer with exactly one.");
        } else if (after != null) {
            violations.add(
                    "prose-around-json", "", "There is something after the JSON; answer with the bare JSON object.");
        }
    }
}
