package dev.leadrelay.cli.command;

import java.util.Locale;

/** Amounts of money for people. */
final class Money {
    private Money() {}

    /** Millionths of the currency unit as units with four decimals. */
    static String format(long micros) {
        return String.format(Locale.ROOT, "%.4f", micros / 1_000_000.0);
    }
}
