package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Cuts what goes into one {@code in (…)} of SQL to a size that databases like. */
final class InLists {
    private static final int SIZE = 500;

    private InLists() {}

    static <T> void forEach(Collection<T> values, Consumer<List<T>> query) {
        List<T> all = new ArrayList<>(values);
        for (int from = 0; from < all.size(); from += SIZE) {
            query.accept(all.subList(from, Math.min(all.size(), from + SIZE)));
        }
    }
}
