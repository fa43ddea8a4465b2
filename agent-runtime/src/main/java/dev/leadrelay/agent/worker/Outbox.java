package dev.leadrelay.agent.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Items that wait for a common fate, in order, and what is learnt about those that cannot share it. Pure; not
 * thread-safe.
 *
 * @param <T> an item, compared by identity
 */
final class Outbox<T> {
    private final Deque<T> pending = new ArrayDeque<>();
    private final Halving<T> halving = new Halving<>();
    private @Nullable T suspect;
    private @Nullable Class<?> suspicion;

    /** What to do after a lone item failed. */
    sealed interface Verdict<T> {
        /** Nothing yet: others are tried first. */
        record Wait<T>() implements Verdict<T> {}

        /** The item is to blame. */
        record Refuse<T>(T culprit) implements Verdict<T> {}

        /** No item is to blame; all of them will be tried again. */
        record Block<T>() implements Verdict<T> {}
    }

    void add(T item) {
        pending.add(item);
    }

    boolean isEmpty() {
        return pending.isEmpty() && halving.isEmpty();
    }

    int size() {
        return pending.size() + halving.size() + (suspect == null ? 0 : 1);
    }

    /** The next group to try: a part of one that failed, else what is pending up to a number and a weight. */
    List<T> take(int most, ToLongFunction<T> weight, long heaviest) {
        List<T> part = halving.next();
        if (part != null) {
            return part;
        }
        List<T> group = new ArrayList<>(Math.min(most, pending.size()));
        for (long sum = 0; group.size() < most && sum < heaviest && !pending.isEmpty(); ) {
            T item = pending.remove();
            group.add(item);
            sum += weight.applyAsLong(item);
        }
        return group;
    }

    /** Puts a group back that failed for no reason of its own. */
    void again(List<T> group) {
        halving.again(group);
    }

    /** Takes apart a group of at least two that failed for a reason that may be an item's own. */
    void split(List<T> group) {
        halving.split(group);
    }

    /**
     * Takes note that an item failed alone.
     *
     * @param certain true when the error can only be the item's own
     * @param last true when this item was refused before: then nothing else about it can be to blame
     */
    Verdict<T> failedAlone(T item, Class<?> error, boolean certain, boolean last) {
        if (last || (suspect != null && suspect != item && error == suspicion)) {
            halving.again(List.of(item));
            returnSuspect();
            return new Verdict.Block<>();
        }
        if (certain || (suspect == null && isEmpty())) {
            return new Verdict.Refuse<>(item);
        }
        returnSuspect();
        suspect = item;
        suspicion = error;
        return new Verdict.Wait<>();
    }

    /** The item that failed alone while others went through, or while there is no other; null when there is none. */
    @Nullable
    T culprit() {
        T culprit = suspect;
        suspect = null;
        suspicion = null;
        return culprit;
    }

    void removeIf(Predicate<T> gone) {
        pending.removeIf(gone);
        halving.removeIf(gone);
        if (suspect != null && gone.test(suspect)) {
            suspect = null;
        }
    }

    private void returnSuspect() {
        T earlier = culprit();
        if (earlier != null) {
            pending.addFirst(earlier);
        }
    }
}
