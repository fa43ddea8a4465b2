package dev.leadrelay.cli.submit;

import java.util.Locale;

/**
 * What a list will probably take. The figures are averages of the sample list with the shipped prompts (docs/costs.md);
 * leads that are disqualified early take less.
 *
 * @param leads leads of the list
 */
public record Estimate(long leads) {
    private static final double CALLS_PER_LEAD = 5.4;
    private static final long TOKENS_PER_LEAD = 8_000;
    /** Default prices of the model gateway: 0.15 per million prompt tokens, 0.60 per million completion tokens. */
    private static final double MICROS_PER_TOKEN = 0.2;

    public static Estimate of(long leads) {
        return new Estimate(leads);
    }

    public long calls() {
        return Math.round(leads * CALLS_PER_LEAD);
    }

    public long costMicros() {
        return Math.round(leads * TOKENS_PER_LEAD * MICROS_PER_TOKEN);
    }

    /** One line for a person. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "estimate: about %,d model calls, %,d tokens, %.2f in your account's currency at default prices",
                calls(),
                leads * TOKENS_PER_LEAD,
                costMicros() / 1_000_000.0);
    }
}
