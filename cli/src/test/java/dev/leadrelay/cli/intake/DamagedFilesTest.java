package dev.leadrelay.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.service.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever is in a file: it is read or refused with a reason, every row is counted, and damage to one row costs no other. */
class DamagedFilesTest {
    private static final List<byte[]> GOOD_FILES = goodFiles();

    private Path file = Path.of("");

    @BeforeProperty
    void make() throws IOException {
        file = Files.createTempFile("damaged", ".csv");
    }

    @AfterProperty
    void drop() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 400) byte[] bytes, @ForAll boolean behindHeader)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(behindHeader ? "email,company,notes\n".getBytes(StandardCharsets.UTF_8) : new byte[0]);
        content.write(bytes);

        requireOrder(content.toByteArray());
    }

    @Property(tries = 2000)
    void anyDamageToAGoodFileIsReadOrRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int wounds)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = GOOD_FILES.get(random.nextInt(GOOD_FILES.size()));
        for (int i = 0; i < wounds && bytes.length > 1; i++) {
            bytes = wounded(bytes, random);
        }

        requireOrder(bytes);
    }

    @Property(tries = 2000)
    void strayQuotesCostNoOtherRow(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 3) int quotes,
            @ForAll boolean quoted,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            lines.add(
                    quoted
                            ? "\"user%d@firm%d.example\",\"Firm, No %d\",\"Town %d\"".formatted(i, i, i, i)
                            : "user%d@firm%d.example,Firm No %d,Town %d".formatted(i, i, i, i));
        }
        List<String> whole = List.copyOf(lines);
        for (int i = 0; i < quotes; i++) {
            int row = random.nextInt(rows);
            int at = random.nextInt(lines.get(row).length() + 1);
            lines.set(
                    row, lines.get(row).substring(0, at) + "\"" + lines.get(row).substring(at));
        }
        Files.writeString(file, "email,company,city\n" + String.join("\n", lines) + "\n");

        Map<Integer, Lead> leads = new HashMap<>();
        List<Long> reported = new ArrayList<>();
        new LeadFileReader(file, Map.of())
                .read(lead -> leads.put(lead.getSourceRow(), lead), problem -> reported.add(problem.line()));

        for (int i = 0; i < rows; i++) {
            Lead lead = leads.get(i + 2);
            if (lines.get(i).equals(whole.get(i))) {
                assertThat(lead).as("line " + (i + 2) + " of " + lines).isNotNull();
                assertThat(lead.getEmail()).isEqualTo("user%d@firm%d.example".formatted(i, i));
                assertThat(lead.getCompany()).isEqualTo((quoted ? "Firm, No " : "Firm No ") + i);
                assertThat(lead.getCity()).isEqualTo("Town " + i);
            } else {
                assertThat(lead != null || reported.contains((long) i + 2))
                        .as("line " + (i + 2) + " of " + lines)
                        .isTrue();
            }
        }
    }

    private void requireOrder(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        List<Lead> leads = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        try {
            IntakeCounts counts = new LeadFileReader(file, Map.of()).read(leads::add, problems::add);
            assertThat(counts.read()).isEqualTo(counts.submitted() + counts.duplicate() + counts.unreadable());
            assertThat(counts.submitted()).isEqualTo(leads.size());
            assertThat(counts.unreadable()).isEqualTo(problems.size());
            assertThat(leads).extracting(Lead::getLeadId).doesNotHaveDuplicates();
        } catch (SettingsException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        }
    }

    private static byte[] wounded(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(20));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> result.write(random.nextInt(256)); // another byte in place of this one
            case 1 -> result.write(bytes[at]); // cut off here
            case 2 -> result.write(bytes, to, bytes.length - to); // a piece lost
            case 3 -> result.write(bytes, at - Math.min(at, 15), bytes.length - at + Math.min(at, 15)); // one twice
            case 4 -> {
                result.write("\"\n\r,;\t\0|".charAt(random.nextInt(8)));
                result.write(bytes, at, bytes.length - at);
            }
            default -> {
                result.write('"');
                result.write(bytes, at, bytes.length - at);
            }
        }
        return result.toByteArray();
    }

    private static List<byte[]> goodFiles() {
        try (Stream<Path> all = Files.list(AwkwardFilesTest.folder())) {
            List<byte[]> files = new ArrayList<>();
            for (Path path : (Iterable<Path>) all.sorted()::iterator) {
                byte[] bytes = Files.readAllBytes(path);
                if (path.toString().endsWith(".csv") && bytes.length < 20_000) {
                    files.add(bytes);
                }
            }
            return files;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
