package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    /** Of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ" + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void knowsWhatTheReferenceImplementationWrote() {
        PasswordHash hash = PasswordHash.parse(REFERENCE).orElseThrow();

        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("passwore")).isFalse();
        assertThat(hash).hasToString(REFERENCE);
    }

    @Test
    void readsBackWhatItWrites() {
        PasswordHash hash = PasswordHash.of("käse \ud83d\ude00 und Brot");
        PasswordHash read = PasswordHash.parse(hash.toString()).orElseThrow();

        assertThat(read.matches("käse \ud83d\ude00 und Brot")).isTrue();
        assertThat(read.matches("ka\u0308se \ud83d\ude00 und Brot")).isTrue();
        assertThat(read.matches("kase \ud83d\ude00 und Brot")).isFalse();
        assertThat(read.matches("")).isFalse();
        assertThat(hash.toString())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain("Brot");
        assertThat(PasswordHash.of("same"))
                .doesNotHaveToString(PasswordHash.of("same").toString());
    }

    @Test
    void aDecoyCostsTheSameAndMatchesNothing() {
        PasswordHash hash = PasswordHash.of("secret");

        assertThat(hash.decoy().cost()).isEqualTo(hash.cost());
        assertThat(hash.decoy().matches("secret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=65536,t=2,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$2y$10$abcdefghijklmnopqrstuv"
            })
    void takesNothingElseForAHash(String text) {
        assertThat(PasswordHash.parse(text)).isEmpty();
    }
}
