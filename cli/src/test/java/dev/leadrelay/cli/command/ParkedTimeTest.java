package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkedTimeTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00.123456Z");

    @ParameterizedTest
    @CsvSource({
        "90m, 2026-05-04T10:30:00.123Z",
        "12h, 2026-05-04T00:00:00.123Z",
        "30d, 2026-04-04T12:00:00.123Z",
        "2026-05-01, 2026-05-01",
        "2026-05-01T10:00:00Z, 2026-05-01T10:00:00Z",
        "30 days, 30 days",
        "123456d, 123456d"
    })
    void anAgeIsATimeAndTheRestIsForTheDeskToRead(String said, String sent) {
        assertThat(ParkedTime.of(said, NOW)).isEqualTo(sent);
    }
}
