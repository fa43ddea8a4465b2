package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.Lead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReleasedSchemasTest {
    private static final Path FOLDER = Path.of("src/main/resources/schemas-released");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes a version when asked to; see the README beside the schemas. */
    @BeforeAll
    static void release() throws IOException {
        String version = System.getProperty("schemas.release");
        if (version == null) {
            return;
        }
        Path folder = Files.createDirectories(FOLDER.resolve(version));
        for (Schema schema : CurrentSchemas.all().values()) {
            if (schema.getType() == Schema.Type.RECORD) {
                JsonNode json = withoutJava(JSON.readTree(schema.toString()));
                String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
                Files.writeString(folder.resolve(schema.getName() + ".avsc"), text);
            }
        }
        List<String> versions = Files.readAllLines(FOLDER.resolve("versions"));
        if (!versions.contains(version)) {
            Files.writeString(FOLDER.resolve("versions"), String.join("\n", versions) + "\n" + version + "\n");
        }
    }

    private static JsonNode withoutJava(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        node.forEach(ReleasedSchemasTest::withoutJava);
        return node;
    }

    private static List<Path> files(String version) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(version))) {
            return files.filter(file -> file.toString().endsWith(".avsc")).toList();
        }
    }

    private static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }

    @Test
    void everyCurrentSchemaIsFullyCompatibleWithEveryReleasedOne() throws IOException {
        Map<String, Schema> current = CurrentSchemas.all();
        List<String> versions = Files.readAllLines(FOLDER.resolve("versions"));
        assertThat(versions).isNotEmpty();
        for (String version : versions) {
            assertThat(files(version)).as("schemas of %s", version).isNotEmpty();
            for (Path file : files(version)) {
                Schema released = parse(file);
                assertThat(current)
                        .as("records of %s must not disappear", version)
                        .containsKey(released.getName());
                assertThat(SchemaRules.incompatibilities(current.get(released.getName()), released))
                        .as("%s of %s", released.getName(), version)
                        .isEmpty();
            }
        }
    }

    @Test
    void eachReleaseHoldsTheRecordsOfAllTopics() throws IOException {
        for (String version : Files.readAllLines(FOLDER.resolve("versions"))) {
            assertThat(files(version))
                    .extracting(file -> file.getFileName().toString())
                    .contains("LeadList.avsc", "Lead.avsc", "DeadLetter.avsc", "LeadResultFlat.avsc");
        }
    }

    @Test
    void releasedSchemasAreThereForReaders() {
        assumeTrue(System.getProperty("schemas.release") == null, "the class path holds them from the next build on");
        assertThat(ReleasedSchemas.versions()).contains("0.1");
        assertThat(ReleasedSchemas.of(Lead.class)).hasSameSizeAs(ReleasedSchemas.versions());
        assertThat(ReleasedSchemas.schema("0.1", "NoSuchRecord")).isEmpty();
    }
}
