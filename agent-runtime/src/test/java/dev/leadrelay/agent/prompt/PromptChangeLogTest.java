package dev.leadrelay.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.Identifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The change log of {@code docs/prompts.md} has a row for each prompt file of the repository, and no other. */
class PromptChangeLogTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([0-9a-f]{64})` \\| \\S.+ \\|$");

    @Test
    void everyPromptFileHasItsRowAndItsHash() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> modules = Files.list(HOME)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                collect(module.resolve("src/main/resources/prompts"), files);
            }
        }
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(HOME.resolve("docs/prompts.md")));
        while (row.find()) {
            assertThat(rows.put(row.group(1), row.group(2)))
                    .as(row.group(1) + " has one row")
                    .isNull();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        assertThat(rows)
                .as("docs/prompts.md: a row for each prompt file with its SHA-256; a changed prompt is a new version")
                .isEqualTo(files);
    }

    private static void collect(Path prompts, Map<String, String> files) throws IOException {
        if (!Files.isDirectory(prompts)) {
            return;
        }
        try (Stream<Path> all = Files.walk(prompts)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".md")).toList()) {
                String id =
                        prompts.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", "");
                files.put(id, Identifiers.contentHash(Files.readString(file)));
            }
        }
    }
}
