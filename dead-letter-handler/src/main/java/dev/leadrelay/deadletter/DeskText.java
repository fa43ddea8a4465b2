package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times, amounts and sizes as the desk says them. Pure. */
final class DeskText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int MICROS_DIGITS = 6;

    private DeskText() {}

    /** The time in UTC. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis)) + " UTC";
    }

    /** How long ago, in the largest unit that fits. */
    static String age(long millis, long now) {
        Duration age = Duration.ofMillis(Math.max(0, now - millis));
        if (age.toDays() > 0) {
            return age.toDays() + " d ago";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h ago";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min ago" : age.toSeconds() + " s ago";
    }

    /** Millionths of the account's currency unit as an amount, to four decimals. */
    static String amount(long micros) {
        return BigDecimal.valueOf(micros, MICROS_DIGITS)
                .setScale(4, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** What calls, tokens and money something took; empty where nothing is known. */
    static String usage(@Nullable Usage usage) {
        if (usage == null) {
            return "";
        }
        return amount(usage.getCostMicros()) + " for " + usage.getModelCalls()
                + (usage.getModelCalls() == 1 ? " call, " : " calls, ")
                + (usage.getPromptTokens() + usage.getCompletionTokens()) + " tokens";
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
