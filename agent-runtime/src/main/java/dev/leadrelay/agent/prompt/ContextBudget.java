package dev.leadrelay.agent.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the variables of a prompt, each once, and cuts ranked ones until the prompt fits: the list that takes most room
 * gives up its last item, again and again. Pure and deterministic.
 */
final class ContextBudget {
    private final Map<String, String> whole = new LinkedHashMap<>();
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
                case Fenced.Whole each -> {
                    String text = each.text();
                    whole.put(name, text);
                    bytes += times * TokenEstimate.bytes(text);
                }
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

    /** The variables as the prompt has them, cut ones without what was cut. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>(whole);
        ranked.forEach((name, entry) -> texts.put(name, entry.text()));
        return texts;
    }

    /** How many items each list lost. */
    Map<String, Integer> leftOut() {
        Map<String, Integer> lost = new LinkedHashMap<>();
        ranked.forEach((name, entry) -> {
            if (entry.kept < entry.items.size()) {
                lost.put(name, entry.items.size() - entry.kept);
            }
        });
        return lost;
    }

    private static final class Ranked {
        private final String tag;
        private final List<String> items;
        private final int times;
        private int kept;
        private long bytes;

        Ranked(Fenced.Ranked list, int times) {
            this.tag = list.tag();
            this.times = times;
            items = list.items().stream().map(Fenced.FenceText::json).toList();
            kept = items.size();
            bytes = times * TokenEstimate.bytes(text());
        }

        String text() {
            return Fenced.FenceText.fence(tag, Fenced.FenceText.array(items.subList(0, kept)));
        }

        long dropLast() {
            kept--;
            long comma = kept > 0 ? 1 : 0;
            long freed = times * (TokenEstimate.bytes(items.get(kept)) + comma);
            bytes -= freed;
            return freed;
        }
    }
}
