package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SubmitCommandTest {
    private static final String PROFILE = "../samples/profile.yaml";

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    @Test
    void aFolderOfAwkwardFilesIsReadToTheEndAndItsCountsAddUp() throws IOException, URISyntaxException {
        Path lists = Path.of(SubmitCommandTest.class.getResource("/intake").toURI());

        int exit = submit(lists, "--dry-run");

        long[] sums = new long[4];
        int files = 0;
        int refused = 0;
        long[] total = new long[0];
        for (String line : printed.toString().lines().toList()) {
            String name = line.strip().split(" ")[0];
            if (line.contains("refused: ")) {
                refused++;
                assertThat(line.substring(line.indexOf("refused: "))).hasSizeGreaterThan(20);
            } else if (name.endsWith(".csv")) {
                files++;
                long[] counts = counts(line);
                assertThat(counts[0]).as(line).isEqualTo(counts[1] + counts[2] + counts[3]);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += counts[i];
                }
            } else if (name.equals("total")) {
                total = counts(line);
            }
        }
        assertThat(total).isEqualTo(sums);
        assertThat(total[0]).isGreaterThan(100);
        try (Stream<Path> all = Files.list(lists)) {
            long csv = all.filter(path -> path.toString().endsWith(".csv")).count();
            assertThat(files + refused).isEqualTo((int) csv);
        }
        assertThat(exit).as("some are refused").isEqualTo(2);
        assertThat(errors()).hasSize((int) total[3]);
        assertThat(printed.toString()).contains("dry run: nothing was sent", "left alone: ");
    }

    @Test
    void aRefusedFileCostsNoOtherAndAFolderWithoutOneEndsWell() throws IOException {
        Path lists = Files.createDirectory(folder.resolve("lists"));
        Files.writeString(lists.resolve("a.csv"), "email\na@one.example\n");
        Files.writeString(lists.resolve("b.CSV"), "colour\nred\n");
        Files.writeString(lists.resolve("c.txt"), "email\tcompany\nc@three.example\tThree\n");
        Files.writeString(lists.resolve("notes.md"), "not a list");

        assertThat(submit(lists, "--dry-run")).isEqualTo(2);
        assertThat(printed.toString().lines().filter(line -> line.contains("b.CSV")))
                .singleElement()
                .asString()
                .contains("refused: line 1: no column looks like an email")
                .doesNotContain(lists.toString());
        assertThat(printed.toString()).contains("1 of 3 refused", "left alone: notes.md");

        Files.delete(lists.resolve("b.CSV"));
        assertThat(submit(lists, "--dry-run")).isZero();
        assertThat(errorFile()).doesNotExist();
    }

    @Test
    void theErrorsOfAFolderAreNoListOfIt() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "email,company\na@one.example,One,Two\n");

        assertThat(submit(folder, "--dry-run")).isZero();
        assertThat(submit(folder, "--dry-run")).isZero();
        assertThat(errors()).hasSize(1);
    }

    @Test
    void rowsThatCouldNotBeReadAreKeptAsTheyWereAndAsNoFormula() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), """
                email,company
                a@one.example,One
                =HYPERLINK("x"),b,c
                "two
                lines",x@y.example,z
                """);

        assertThat(submit(list, "--dry-run")).isZero();

        List<NamedCsvRecord> errors = errors();
        assertThat(errors).hasSize(2);
        assertThat(errors.getFirst().getField("file")).isEqualTo("list.csv");
        assertThat(errors.getFirst().getField("line")).isEqualTo("3");
        assertThat(errors.getFirst().getField("code")).isEqualTo("row.more-cells-than-headers");
        assertThat(errors.getFirst().getField("reason")).isNotBlank();
        assertThat(errors.getFirst().getField("raw")).isEqualTo("'=HYPERLINK(\"x\"),b,c");
        assertThat(errors.getLast().getField("raw")).isEqualTo("\"two\nlines\",x@y.example,z");
        assertThat(printed.toString()).startsWith("3 rows read = 1 leads submitted + 0 duplicates + 2 unreadable");
    }

    @Test
    void eachFileOfAFolderGetsAnIdAfterItsName() {
        assertThat(ListIds.nameOf(Path.of("Größe & Söhne (März).csv"))).isEqualTo("Gro-e-Sohne-Marz-");
        assertThat(ListIds.nameOf(Path.of("日本.csv"))).isEqualTo("list");
        ListIds.require("x-" + ListIds.nameOf(Path.of("a".repeat(200) + ".csv")));
    }

    private int submit(Path what, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                what.toString(), "--profile", PROFILE, "--errors", errorFile().toString()));
        arguments.addAll(List.of(more));
        printed.getBuffer().setLength(0);
        return new CommandLine(new SubmitCommand())
                .setOut(new PrintWriter(printed, true))
                .execute(arguments.toArray(String[]::new));
    }

    private Path errorFile() {
        return folder.resolve("errors.csv");
    }

    private List<NamedCsvRecord> errors() throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(errorFile())) {
            return csv.stream().toList();
        }
    }

    private static long[] counts(String line) {
        String[] words = line.strip().split(" +");
        return Stream.of(words).skip(1).limit(4).mapToLong(Long::parseLong).toArray();
    }
}
