package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leadrelay.agent.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The form that an endpoint's answers were declared to have: a JSON Schema. Nothing is fetched for it. Immutable. */
final class AnswerSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_MESSAGE = 300;

    private final Schema schema;

    private AnswerSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a JSON Schema of an object (2020-12 unless it says otherwise).
     *
     * @param setting name of the setting, for the message
     * @throws IllegalArgumentException one line that says what is wrong with the file
     */
    static AnswerSchema read(String setting, Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            if (!"object".equals(node.path("type").textValue())) {
                throw new IllegalArgumentException(
                        setting + " " + file + " does not describe an object; give it \"type\": \"object\"");
            }
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(node.toString(), InputFormat.JSON);
            schema.initializeValidators();
            return new AnswerSchema(schema);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    setting + " " + file + " cannot be read as JSON; give a file with a JSON Schema");
        } catch (com.networknt.schema.SchemaException e) {
            throw new IllegalArgumentException(
                    setting + " " + file + " is no usable JSON Schema: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    /** @throws ToolException drift, with the path, when the answer has another form */
    void require(JsonNode answer) throws ToolException {
        List<Error> differences = schema.validate(answer.toString(), InputFormat.JSON);
        if (!differences.isEmpty()) {
            Error first = differences.getFirst();
            String path = first.getInstanceLocation().toString();
            String more = differences.size() == 1 ? "" : "; and " + (differences.size() - 1) + " more";
            throw ToolException.drift((path.isEmpty() ? "/" : path) + " " + oneLine(first.getMessage()) + more);
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE);
    }
}
