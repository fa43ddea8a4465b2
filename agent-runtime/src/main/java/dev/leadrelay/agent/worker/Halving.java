package dev.leadrelay.agent.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Splits a group that failed until each culprit in it stands alone: of n items with c culprits at most about
 * 2 c log2 n groups are tried. Not thread-safe.
 */
final class Halving<T> {
    private final Deque<List<T>> groups = new ArrayDeque<>();

    /** The next part to try, or null when no failed group is left. */
    @Nullable
    List<T> next() {
        return groups.pollFirst();
    }

    /** Takes a failed group of at least two apart. */
    void split(List<T> failed) {
        int half = failed.size() / 2;
        if (half == 0) {
            throw new IllegalArgumentException("a lone item cannot be split");
        }
        groups.addFirst(List.copyOf(failed.subList(half, failed.size())));
        groups.addFirst(List.copyOf(failed.subList(0, half)));
    }

    /** Puts a group back to be tried again next. */
    void again(List<T> group) {
        groups.addFirst(List.copyOf(group));
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Number of items in all failed groups. */
    int size() {
        return groups.stream().mapToInt(List::size).sum();
    }

    /** Takes out what need not be tried any more. */
    void removeIf(Predicate<T> gone) {
        List<List<T>> kept = new ArrayList<>();
        for (List<T> group : groups) {
            List<T> rest = group.stream().filter(gone.negate()).toList();
            if (!rest.isEmpty()) {
                kept.add(rest);
            }
        }
        groups.clear();
        groups.addAll(kept);
    }
}
