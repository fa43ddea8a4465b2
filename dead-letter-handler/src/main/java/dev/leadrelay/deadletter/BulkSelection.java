package dev.leadrelay.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which dead letters a bulk decision is about. */
sealed interface BulkSelection {
    /** Those that somebody picked. */
    record Ids(List<String> ids) implements BulkSelection {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /** Those that a filter finds; only open ones when it does not say a state. */
    record Matching(ItemFilter filter) implements BulkSelection {}

    /** The selection in words, for people. */
    default String words() {
        return switch (this) {
            case Ids picked -> picked.ids().size() + " picked";
            case Matching matching -> {
                StringBuilder words = new StringBuilder();
                ItemFilter filter = matching.filter();
                append(words, "list", filter.listId());
                append(words, "stage", filter.stage());
                append(words, "class", filter.failureClass());
                append(words, "state", filter.state());
                append(words, "fingerprint", filter.fingerprint());
                append(words, "text", filter.text());
                append(words, "since", time(filter.since()));
                append(words, "until", time(filter.until()));
                yield words.isEmpty() ? "all open" : words.toString();
            }
        };
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : DeskText.time(millis);
    }

    private static void append(StringBuilder words, String name, @Nullable String value) {
        if (value != null) {
            words.append(words.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
        }
    }
}
