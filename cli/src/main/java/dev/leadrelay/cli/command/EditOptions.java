package dev.leadrelay.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Single fields that a person sets in a record. */
final class EditOptions {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Option(
            names = "--set",
            paramLabel = "/PATH=VALUE",
            description = {
                "sets one field, again and again; PATH is a JSON pointer, /- at its end appends to a list.",
                "A field that holds a text gets VALUE as text; any other gets it as JSON where it is JSON."
            })
    private List<String> sets = new ArrayList<>();

    boolean isEmpty() {
        return sets.isEmpty();
    }

    /**
     * The record with every field set.
     *
     * @throws SettingsException naming what cannot be set
     */
    JsonNode apply(JsonNode record) {
        JsonNode edited = record.deepCopy();
        sets.forEach(set -> apply(edited, set));
        return edited;
    }

    /** The JSON object that a file holds. */
    static JsonNode read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new SettingsException(file + " is not JSON: " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ")");
        } catch (MalformedInputException e) {
            throw new SettingsException(file + " is not a UTF-8 text file");
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read; give an existing file");
        }
        throw new SettingsException(file + " must hold a JSON object");
    }

    private static void apply(JsonNode record, String set) {
        int equals = set.indexOf('=');
        if (!set.startsWith("/") || equals < 0) {
            throw new SettingsException(
                    "--set must be /path=value, for example --set /lead/firstName=Ann, it is " + set);
        }
        JsonPointer pointer = pointer(set.substring(0, equals));
        JsonNode parent = record.at(pointer.head());
        String name = pointer.last().getMatchingProperty();
        JsonNode value = value(record.at(pointer), set.substring(equals + 1));
        if (parent instanceof ObjectNode object && object.has(name)) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array && name.equals("-")) {
            array.add(value);
        } else if (parent instanceof ArrayNode array && array.has(pointer.last().getMatchingIndex())) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            throw new SettingsException("there is no field " + pointer
                    + " in the record; triage show --json prints it whole, the input as 'request'");
        }
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(text + " is no JSON pointer like /lead/firstName");
        }
    }

    /** The text null empties any field. */
    private static JsonNode value(JsonNode before, String text) {
        if (before.isTextual() && !text.equals("null")) {
            return JSON.getNodeFactory().textNode(text);
        }
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? JSON.getNodeFactory().textNode(text) : value;
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
