package dev.leadrelay.cli.intake;

import java.util.Set;

/** Domains of mail providers for everybody, from {@code free-mail.txt}; none is ever taken for a company's. */
final class FreeMail {
    private static final Set<String> DOMAINS = Set.copyOf(WordList.lines("free-mail.txt"));

    private FreeMail() {}

    static boolean serves(String domain) {
        return DOMAINS.contains(domain);
    }
}
