package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.LeadRelayMain;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of 100,000 leads fits into a small heap, bad rows and all. */
class LongListTest {
    private static final int ROWS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void isReadWith128MegabytesOfHeap() throws IOException, InterruptedException {
        Path list = folder.resolve("long.csv");
        write(list);
        Path out = folder.resolve("out.txt");
        Path profile = Path.of("..", "samples", "profile.yaml").toAbsolutePath();

        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeadRelayMain.class.getName(),
                        "submit",
                        "--dry-run",
                        "--profile",
                        profile.toString(),
                        list.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        double seconds = (System.nanoTime() - begun) / 1e9;

        String printed = Files.readString(out);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        // Each 100th row is a duplicate, each 50th has a cell too many.
        assertThat(printed).startsWith("100000 rows read = 97000 leads submitted + 1000 duplicates + 2000 unreadable");
        assertThat(folder.resolve("errors.csv")).exists();
        System.out.printf(
                Locale.ROOT,
                "long list: %,d rows, %,d kB in %.1f s with a heap of 128 MB: %,.0f rows/s%n",
                ROWS,
                Files.size(list) / 1024,
                seconds,
                ROWS / seconds);
    }

    private static void write(Path list) throws IOException {
        List<String> countries = List.of("Germany", "Österreich", "États-Unis", "UK", "NLD");
        try (BufferedWriter csv = Files.newBufferedWriter(list)) {
            csv.write("Record ID,First Name,Last Name,Email,Phone Number,Company name,Job Title,Website URL,"
                    + "Number of Employees,Country/Region,City,Notes,Lead Source\n");
            for (int i = 0; i < ROWS; i++) {
                int lead = i % 100 == 99 ? i - 1 : i;
                csv.write(lead + ",Ada,Müller " + lead + ",ada." + lead + "@firm" + lead % 5000 + ".example,030 5550"
                        + 1000 + lead % 9000 + ",\"Firm, Nr. " + lead % 5000 + "\",Head of Operations,https://www.firm"
                        + lead % 5000 + ".example/about,51-200," + countries.get(lead % 5)
                        + ",Graz,\"met at the fair,\nasked for a call in autumn; has \"\"old\"\" machines\",Fair"
                        + (i % 50 == 7 ? ",too much" : "") + "\n");
            }
        }
    }
}
