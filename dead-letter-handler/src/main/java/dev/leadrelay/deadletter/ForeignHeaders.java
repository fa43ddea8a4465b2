package dev.leadrelay.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Headers of foreign records, which may hold anything: what cannot be understood is as if it were not there. */
final class ForeignHeaders {
    /** A text that is longer is cut: nobody reads more of it in a list. */
    private static final int LONGEST = 4_000;

    private final Headers headers;

    ForeignHeaders(Headers headers) {
        this.headers = headers;
    }

    boolean has(String name) {
        return headers.lastHeader(name) != null;
    }

    /** That of the names whose header comes before those of the others. */
    Optional<String> firstOf(List<String> names) {
        for (Header header : headers) {
            if (names.contains(header.key())) {
                return Optional.of(header.key());
            }
        }
        return Optional.empty();
    }

    /** That of the names whose header comes behind those of the others. */
    Optional<String> lastOf(List<String> names) {
        String last = null;
        for (Header header : headers) {
            if (names.contains(header.key())) {
                last = header.key();
            }
        }
        return Optional.ofNullable(last);
    }

    /** The last text of that name: of the latest failure. */
    @Nullable
    String text(String name) {
        return text(headers.lastHeader(name));
    }

    /** The first text of that name: from before the first failure. */
    @Nullable
    String firstText(String name) {
        return text(first(name));
    }

    /** The first number of that name, in digits or as four or eight bytes, the highest first. */
    @Nullable
    Long firstNumber(String name) {
        Header header = first(name);
        byte[] bytes = header == null ? null : header.value();
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        if (isDigits(bytes)) {
            // Bytes that are digits by chance would be a number far beyond any partition, offset or time.
            return digits(bytes);
        }
        return switch (bytes.length) {
            case Integer.BYTES -> positive(ByteBuffer.wrap(bytes).getInt());
            case Long.BYTES -> positive(ByteBuffer.wrap(bytes).getLong());
            default -> null;
        };
    }

    /** The first number of that name as a partition. */
    @Nullable
    Integer firstPartition(String name) {
        Long number = firstNumber(name);
        return number == null || number > Integer.MAX_VALUE ? null : Integer.valueOf(number.intValue());
    }

    private @Nullable Header first(String name) {
        for (Header header : headers.headers(name)) {
            return header;
        }
        return null;
    }

    private static @Nullable String text(@Nullable Header header) {
        byte[] value = header == null ? null : header.value();
        if (value == null) {
            return null;
        }
        String text = new String(value, 0, Math.min(value.length, LONGEST), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? null : text;
    }

    private static boolean isDigits(byte[] bytes) {
        for (byte each : bytes) {
            if (each < '0' || each > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Long digits(byte[] bytes) {
        try {
            return Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long positive(long number) {
        return number < 0 ? null : Long.valueOf(number);
    }
}
