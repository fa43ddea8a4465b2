package dev.leadrelay.agent.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Untrusted data as it enters a prompt: JSON between tags, with every angle bracket written as a JSON escape, so that
 * nothing in the data can close the fence or open another. Immutable.
 */
public sealed interface Fenced {

    /** Name of the fence. */
    String tag();

    /** The data in its fence, on one line. */
    String text();

    /** Data as JSON in which no angle bracket stands as such: what may be put beside fences. */
    static String json(JsonNode data) {
        return FenceText.json(data);
    }

    /** Data that is given whole. */
    record Whole(String tag, JsonNode data) implements Fenced {
        public Whole {
            FenceText.requireTag(tag);
        }

        @Override
        public String text() {
            return FenceText.fence(tag, FenceText.json(data));
        }
    }

    /** A list, best first, that may lose items from its end. */
    record Ranked(String tag, List<JsonNode> items) implements Fenced {
        public Ranked {
            FenceText.requireTag(tag);
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return FenceText.fence(
                    tag, FenceText.array(items.stream().map(FenceText::json).toList()));
        }
    }

    /** How a fence is written. */
    final class FenceText {
        private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9-]*");
        private static final ObjectMapper JSON = new ObjectMapper();

        private FenceText() {}

        static void requireTag(String tag) {
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException("not a name for a fence: " + tag);
            }
        }

        static String fence(String tag, String json) {
            return "<" + tag + ">" + json + "</" + tag + ">";
        }

        static String array(List<String> items) {
            return "[" + String.join(",", items) + "]";
        }

        static String json(JsonNode data) {
            try {
                // Brackets occur in JSON only inside strings, where the escape means the same.
                return JSON.writeValueAsString(data).replace("<", "\\u003c").replace(">", "\\u003e");
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage(), e);
            }
        }
    }
}
