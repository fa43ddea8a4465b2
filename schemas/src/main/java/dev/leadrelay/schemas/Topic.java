package dev.leadrelay.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: its name with prefix, what it holds and how it is kept.
 *
 * @param name full name, prefix included
 * @param valueType record type of the values
 * @param retention how its records are kept
 * @param large true when it must take bigger records than the others: dead letters carry whole records
 */
public record Topic(String name, Class<? extends SpecificRecord> valueType, Retention retention, boolean large) {

    /** How long the records of a topic are kept. */
    public enum Retention {
        FOURTEEN_DAYS,
        NINETY_DAYS,
        FOREVER,
        COMPACT
    }

    /** Registry subject of the values (TopicNameStrategy). */
    public String subject() {
        return name + "-value";
    }

    /**
     * Topic settings for the broker.
     *
     * @param maxMessageBytes largest record batch of ordinary topics, in bytes; large ones allow twice as much
     */
    Map<String, String> settings(int maxMessageBytes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", retention == Retention.COMPACT ? "compact" : "delete");
        switch (retention) {
            case FOURTEEN_DAYS -> settings.put("retention.ms", millis(14));
            case NINETY_DAYS -> settings.put("retention.ms", millis(90));
            case FOREVER -> settings.put("retention.ms", "-1");
            case COMPACT -> {}
        }
        settings.put("max.message.bytes", Integer.toString(large ? 2 * maxMessageBytes : maxMessageBytes));
        return settings;
    }

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }
}
