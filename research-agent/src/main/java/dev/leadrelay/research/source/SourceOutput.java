package dev.leadrelay.research.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.schemas.Identifiers;
import java.time.Duration;

/**
 * What every source returns: passages with ids, addresses that lead on, and what went wrong. Built step by step; not
 * thread-safe.
 */
public final class SourceOutput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 256 * 1024;
    private static final JsonNode OUTPUT = schema("""
            {"type": "object", "required": ["evidence", "links", "error"], "additionalProperties": false,
             "properties": {
               "evidence": {"type": "array", "items": {
                 "type": "object", "required": ["id", "url", "title", "quote"], "additionalProperties": false,
                 "properties": {
                   "id": {"type": "string", "minLength": 1},
                   "url": {"type": "string", "minLength": 1},
                   "title": {"type": ["string", "null"]},
                   "quote": {"type": "string", "minLength": 1, "maxLength": 500}}}},
               "links": {"type": "array", "items": {"type": "string"}},
               "error": {"type": ["string", "null"]},
               "contentHash": {"type": "string"}}}
            """);

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();
    private final ArrayNode evidence = node.putArray("evidence");
    private final ArrayNode links = node.putArray("links");

    /** An output that has nothing yet and no error. */
    public SourceOutput() {
        node.putNull("error");
    }

    /** The contract of a source's tool: one text in, for company records a name beside it, this out. */
    public static ToolContract contract(Source source, String description, int longestInput, Duration timeout) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", false);
        input.putArray("required").add(source.argument());
        ObjectNode properties = input.putObject("properties");
        properties
                .putObject(source.argument())
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", longestInput);
        boolean named = source == Source.COMPANY_RECORDS;
        if (named) {
            properties.putObject(Source.COMPANY_NAME).put("type", "string").put("maxLength", Source.LONGEST_NAME);
        }
        return new ToolContract(source.tool(), named ? "2" : "1", description, input, OUTPUT, timeout, MAX_BYTES);
    }

    /** Adds a passage; an empty title is none. */
    public SourceOutput passage(String url, String title, String quote) {
        evidence.addObject()
                .put("id", Identifiers.evidenceId(url, quote))
                .put("url", url)
                .put("title", title.isEmpty() ? null : title)
                .put("quote", quote);
        return this;
    }

    /** Adds an address that may be fetched next. */
    public SourceOutput link(String url) {
        links.add(url);
        return this;
    }

    /** Says that the passages were cut from this text. */
    public SourceOutput cutFrom(String text) {
        node.put("contentHash", Identifiers.contentHash(text));
        return this;
    }

    /** Says why there is nothing. */
    public SourceOutput error(String reason) {
        node.put("error", reason);
        return this;
    }

    public JsonNode toJson() {
        return node;
    }

    private static JsonNode schema(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the output schema of the sources is not JSON", e);
        }
    }
}
