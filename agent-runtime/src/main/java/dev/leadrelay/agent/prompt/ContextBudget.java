package dev.leadrelay.agent.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts ranked variables until a prompt fits: the list that takes most room gives up its last item, again and again.
 * Pure and deterministic.
 */
final class ContextBudget {
    private final Map<String, Ranked> ranked = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param fixedBytes everything that cannot be cut
     * @param occurrences how often the template names each variable
     */
    ContextBudget(long fixedBytes, Map<String, Fenced> values, Map<String, Integer> occurrences) {
        bytes = fixedBytes;
        values.forEach((name, value) -> {
            int times = occurrences.getOrDefault(name, 0);
            switch (value) {
                case Fenced.Whole whole -> bytes += times * TokenEstimate.bytes(whole.text());
                case Fenced.Ranked list -> {
                    Ranked entry = new Ranked(list, times);
                    ranked.put(name, entry);
                    bytes += entry.bytes;
                }
            }
        });
    }

    /** Cuts to the budget; false when even empty lists do not help. */
    boolean cutTo(int tokens) {
        while (TokenEstimate.ofBytes(bytes) > tokens) {
            Ranked largest = null;
            for (Ranked candidate : ranked.values()) {
                if (candidate.kept > 0 && candidate.times > 0 && (largest == null || candidate.bytes > largest.bytes)) {
                    largest = candidate;
                }
            }
            if (largest == null) {
                return false;
            }
            bytes -= largest.dropLast();
        }
        return true;
    }

    /** What is kept of a ranked variable. */
    Fenced.Ranked kept(String name, Fenced.Ranked all) {
        Ranked entry = ranked.get(name);
        return entry == null ? all : all.first(entry.kept);
    }

    /** How many items each list lost. */
    Map<String, Integer> leftOut() {
        Map<String, Integer> lost = new LinkedHashMap<>();
        ranked.forEach((name, entry) -> {
            if (entry.kept < entry.sizes.size()) {
                lost.put(name, entry.sizes.size() - entry.kept);
            }
        });
        return lost;
    }

    private static final class Ranked {
        private final List<Long> sizes = new ArrayList<>();
        private final int times;
        private int kept;
        private long bytes;

        Ranked(Fenced.Ranked list, int times) {
            this.times = times;
            list.items().forEach(item -> sizes.add(TokenEstimate.bytes(Fenced.FenceText.json(item))));
            kept = sizes.size();
            bytes = times * TokenEstimate.bytes(list.text());
        }

        long dropLast() {
            kept--;
            long comma = kept > 0 ? 1 : 0;
            long freed = times * (sizes.get(kept) + comma);
            bytes -= freed;
            return freed;
        }
    }
}
