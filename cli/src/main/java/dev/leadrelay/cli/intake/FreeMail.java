package dev.leadrelay.cli.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains of mail providers for everybody, from {@code free-mail.txt}; none is ever taken for a company's. */
final class FreeMail {
    private static final Set<String> DOMAINS = load();

    private FreeMail() {}

    static boolean serves(String domain) {
        return DOMAINS.contains(domain);
    }

    private static Set<String> load() {
        try (InputStream in = FreeMail.class.getResourceAsStream("free-mail.txt")) {
            if (in == null) {
                throw new IllegalStateException("free-mail.txt is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
