package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** The rows that are read are the rows that were written, whatever the encoding, the separator, the quoting, the line ends. */
class CsvRoundTripTest {
    private static final List<String> HEADER = List.of("email", "company", "notes", "city", "Campaign");

    private Path file = Path.of("");

    enum Form {
        UTF_8("UTF-8", ""),
        UTF_8_MARKED("UTF-8", "\uFEFF"),
        UTF_16LE("UTF-16LE", ""),
        UTF_16LE_MARKED("UTF-16LE", "\uFEFF"),
        UTF_16BE("UTF-16BE", ""),
        UTF_16BE_MARKED("UTF-16BE", "\uFEFF"),
        WINDOWS("windows-1252", "");

        private final Charset charset;
        private final String mark;

        Form(String charset, String mark) {
            this.charset = Charset.forName(charset);
            this.mark = mark;
        }
    }

    @BeforeProperty
    void make() throws IOException {
        file = Files.createTempFile("rows", ".csv");
    }

    @AfterProperty
    void drop() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 3000)
    void rowsAreReadAsTheyWereWritten(
            @ForAll("tables") List<List<String>> rows,
            @ForAll Form form,
            @ForAll("separators") char separator,
            @ForAll("lineEnds") String lineEnd,
            @ForAll boolean quoteAll,
            @ForAll boolean endLastLine)
            throws IOException {
        int width = rows.getFirst().size();
        List<List<String>> written = new ArrayList<>(List.of(HEADER.subList(0, width)));
        written.addAll(rows);
        String text = text(written, separator, lineEnd, quoteAll, endLastLine);
        write(form, text);

        assertThat(read()).as(text).isEqualTo(rows);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        // No at sign: a line within a cell that holds an address in the right column is rightly taken for a row.
        Arbitrary<String> cell = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.strings().withChars("ab 1äÖß").ofMaxLength(6)),
                net.jqwik.api.Tuple.of(
                        2, Arbitraries.strings().withChars("a ,;|\t\"'\r\n=.ß").ofMaxLength(10)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("", "\"", "\"\"", "\r\n", " \"", "\" ", "a\"\nb", "\n\n")));
        return Arbitraries.integers()
                .between(2, HEADER.size())
                .flatMap(width -> cell.list().ofSize(width).list().ofMinSize(1).ofMaxSize(6));
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Property(tries = 200)
    void remembersIdsAsASetDoes(@ForAll @IntRange(max = 3000) int distinct) {
        SeenLeads seen = new SeenLeads();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < distinct; i++) {
                String id = dev.leadrelay.schemas.Identifiers.shortHash("lead", Integer.toString(i));
                assertThat(seen.add(id)).isEqualTo(round == 0);
            }
        }
    }

    private void write(Form form, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((form.mark + text).getBytes(form.charset));
        Files.write(file, bytes.toByteArray());
    }

    private List<List<String>> read() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (TextLines lines = ListFile.inspect(file).open()) {
            LineBuffer buffer = new LineBuffer(lines);
            HeaderSearch.Header header = new HeaderSearch(buffer, Map.of()).take("file");
            ColumnMapping mapping = ColumnMapping.of(header.cells(), Map.of());
            CsvRows reader = new CsvRows(buffer, header.parser(), new RowShape(mapping));
            CsvRow row;
            while ((row = reader.next()) != null) {
                assertThat(row).isInstanceOf(CsvRow.Cells.class);
                rows.add(((CsvRow.Cells) row).cells());
            }
        }
        return rows;
    }

    private static String text(
            List<List<String>> rows, char separator, String lineEnd, boolean quoteAll, boolean endLastLine) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            List<String> cells = row.stream()
                    .map(cell ->
                            quoteAll || isQuoted(cell, separator) ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell)
                    .toList();
            text.append(String.join(String.valueOf(separator), cells)).append(lineEnd);
        }
        if (!endLastLine) {
            text.setLength(text.length() - lineEnd.length());
        }
        assertThat(new String(text.toString().getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE))
                .isEqualTo(text.toString());
        return text.toString();
    }

    private static boolean isQuoted(String cell, char separator) {
        return cell.indexOf(separator) >= 0
                || cell.indexOf('"') >= 0
                || cell.indexOf('\n') >= 0
                || cell.indexOf('\r') >= 0;
    }
}
