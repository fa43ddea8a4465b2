package dev.leadrelay.orchestrator.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Choices taken from a generated sequence, so that a failing run can be shrunk; all zeros when it is used up. */
final class Dice {
    private final List<Integer> rolls;
    private int next;

    Dice(List<Integer> rolls) {
        this.rolls = rolls;
    }

    boolean isUsedUp() {
        return next >= rolls.size();
    }

    int below(int bound) {
        return next < rolls.size() ? Math.floorMod(rolls.get(next++), bound) : 0;
    }

    boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    <T> T pick(Collection<T> from) {
        return new ArrayList<>(from).get(below(from.size()));
    }
}
