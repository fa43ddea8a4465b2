package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
    private final HostNames names = new HostNames(List.of("Desk.Example.com"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1, true",
                "127.0.0.1:18080, true",
                "localhost:1, true",
                "LOCALHOST, true",
                "[::1]:18080, true",
                "[::1], true",
                "desk.example.com:443, true",
                "DESK.example.com, true",
                "-, false",
                "'', false",
                "evil.example:18080, false",
                "127.0.0.1.evil.example, false",
                "localhost.evil.example:18080, false",
                "evil.localhost, false",
                "desk.example.com.evil.example, false",
                "[::1].evil.example, false",
                "[::2], false",
                "0.0.0.0:18080, false",
            })
    void servesOnlyNamesThatAreItsOwn(String host, boolean served) {
        assertThat(names.serves(host)).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "localhost, true",
        "0.0.0.0, false",
        "::, false",
        "10.0.0.7, false",
        "desk, false"
    })
    void knowsLoopback(String address, boolean loopback) {
        assertThat(HostNames.isLoopback(address)).isEqualTo(loopback);
    }
}
