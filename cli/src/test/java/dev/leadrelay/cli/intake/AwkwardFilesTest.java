package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Awkward files as tools, spreadsheets and people make them. Beside each NAME.csv stands NAME.expected.json: what a careful
 * person reads in it, or why it is refused. A lead is written with every field that says anything; long values with length.
 */
class AwkwardFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPECTED = ".expected.json";
    private static final int LONG = 200;

    @Test
    void thereAreManyAndEachHasItsExpectation() throws IOException {
        Set<String> files = names(".csv");

        assertThat(files).hasSizeGreaterThanOrEqualTo(40).isEqualTo(names(EXPECTED));
    }

    @ParameterizedTest
    @MethodSource("files")
    void areReadAsACarefulPersonReadsThem(String name) throws IOException {
        JsonNode expected = JSON.readTree(folder().resolve(name + EXPECTED).toFile());

        assertThat(read(folder().resolve(name + ".csv")).toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    static Stream<String> files() throws IOException {
        return names(".csv").stream();
    }

    static ObjectNode read(Path file) {
        ObjectNode seen = JSON.createObjectNode();
        ArrayNode leads = JSON.createArrayNode();
        ArrayNode problems = JSON.createArrayNode();
        try {
            Reading reading = new LeadFileReader(file, Map.of())
                    .inspect(lead -> leads.add(written(lead)), problem -> problems.add(written(problem)));
            IntakeCounts counts = reading.counts();
            assertThat(counts.read()).isEqualTo(counts.submitted() + counts.duplicate() + counts.unreadable());
            assertThat(counts.submitted()).isEqualTo(leads.size());
            assertThat(counts.unreadable()).isEqualTo(problems.size());
            seen.put("form", reading.notes().getFirst());
            seen.put("duplicates", counts.duplicate());
        } catch (SettingsException e) {
            return seen.put("refused", String.valueOf(e.getMessage()).replace(file.toString(), "FILE"));
        }
        seen.set("leads", leads);
        seen.set("problems", problems);
        return seen;
    }

    private static ObjectNode written(Lead lead) {
        ObjectNode written = JSON.createObjectNode();
        for (Schema.Field field : lead.getSchema().getFields()) {
            Object value = lead.get(field.pos());
            boolean nothing = value == null || value.equals(List.of()) || value.equals(Map.of()) || value.equals(false);
            if (!nothing && !field.name().equals("leadId")) {
                written.set(
                        field.name(), value instanceof String text ? JSON.valueToTree(shortened(text)) : tree(value));
            }
        }
        return written;
    }

    private static JsonNode tree(Object value) {
        return value instanceof Map<?, ?>
                        || value instanceof List<?>
                        || value instanceof Number
                        || value instanceof Boolean
                ? JSON.valueToTree(value)
                : JSON.valueToTree(value.toString());
    }

    private static ObjectNode written(RowProblem problem) {
        ObjectNode written = JSON.createObjectNode();
        written.put("line", problem.line());
        written.put("code", problem.code());
        if (!problem.column().isEmpty()) {
            written.put("column", problem.column());
        }
        return written.put("raw", shortened(problem.raw()));
    }

    private static String shortened(String text) {
        return text.length() <= LONG ? text : text.substring(0, 20) + "… (" + text.length() + " characters)";
    }

    private static Set<String> names(String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toSet());
        }
    }

    static Path folder() {
        try {
            return Path.of(AwkwardFilesTest.class.getResource("/intake").toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
