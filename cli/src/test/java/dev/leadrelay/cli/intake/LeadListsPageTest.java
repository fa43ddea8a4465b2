package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/lead-lists.md} says what the program does. */
class LeadListsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "lead-lists.md");

    @Test
    void listsEveryColumnNameThatIsKnown() throws IOException {
        assertThat(Files.readString(PAGE)).contains(columns());
    }

    @Test
    void listsEveryReasonForWhichARowIsNotRead() throws IOException {
        assertThat(Files.readString(PAGE)).contains(faults());
    }

    @Test
    void listsEveryWayToSayNothing() throws IOException {
        assertThat(Files.readString(PAGE)).contains(nothing());
    }

    @Test
    void noColumnNameMeansTwoThings() {
        Map<String, HeaderNames.Entry> seen = new HashMap<>();
        for (HeaderNames.Entry entry : HeaderNames.all()) {
            HeaderNames.Entry other = seen.putIfAbsent(HeaderNames.normalise(entry.name()), entry);
            assertThat(other == null || other.field() == entry.field() && other.spare() == entry.spare())
                    .as(entry + " and " + other)
                    .isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(400);
    }

    static String columns() {
        StringBuilder table = new StringBuilder("| field | columns | in their absence |\n|---|---|---|\n");
        for (LeadField field : LeadField.values()) {
            table.append("| ")
                    .append(field.fieldName())
                    .append(" | ")
                    .append(names(field, false))
                    .append(" | ");
            table.append(names(field, true)).append(" |\n");
        }
        return table.toString();
    }

    static String faults() {
        return Arrays.stream(RowFault.values())
                .map(fault -> "| `" + fault.code() + "` | " + fault.reason() + " |\n")
                .collect(Collectors.joining());
    }

    static String nothing() {
        return WordList.lines("nothing.txt").stream()
                .map(word -> "`" + word + "`")
                .collect(Collectors.joining(" "));
    }

    private static String names(LeadField field, boolean spare) {
        Map<String, String> distinct = new java.util.LinkedHashMap<>();
        HeaderNames.all().stream()
                .filter(entry -> entry.field() == field && entry.spare() == spare)
                .forEach(entry -> distinct.putIfAbsent(HeaderNames.normalise(entry.name()), entry.name()));
        return String.join(", ", distinct.values());
    }
}
