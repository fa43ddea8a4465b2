package dev.leadrelay.cli.command;

import dev.leadrelay.service.SettingsException;
import java.math.BigDecimal;
import java.util.Locale;

/** Amounts of money for people. */
final class Money {
    private static final int MICROS_DIGITS = 6;
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private Money() {}

    /** Millionths of the currency unit as units with four decimals. */
    static String format(long micros) {
        return String.format(Locale.ROOT, "%.4f", micros / 1_000_000.0);
    }

    /**
     * Millionths of the currency unit from units, for example 2.50.
     *
     * @param what names the value in the error
     * @throws SettingsException when it is no amount of at least nothing and at most a thousand millions
     */
    static long parse(String what, String text) {
        try {
            BigDecimal amount = new BigDecimal(text.strip());
            if (amount.signum() >= 0 && amount.compareTo(MOST) <= 0) {
                return amount.movePointRight(MICROS_DIGITS).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw new SettingsException(
                what + " must be an amount of at least 0 with at most six decimals, for example 2.50, is " + text);
    }
}
