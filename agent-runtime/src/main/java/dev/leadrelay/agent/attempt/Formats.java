package dev.leadrelay.agent.attempt;

import dev.leadrelay.gateway.structured.StructuredFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/** The structured formats in use, each derived once. Thread-safe. */
public final class Formats {
    private final Map<Class<?>, StructuredFormat<?>> formats = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked") // The format under a class is always of that class.
    <A extends SpecificRecord> StructuredFormat<A> of(Class<A> type) {
        return (StructuredFormat<A>) formats.computeIfAbsent(type, ignored -> StructuredFormat.of(type));
    }
}
