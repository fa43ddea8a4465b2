package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what a bulk decision would do. Writes nothing. Thread-safe. */
final class BulkDryRun {
    /** Whole records are read of so many at most; of a larger selection the rest is only counted. */
    static final int LOOKED_AT = 5_000;

    private static final int CHUNK = 500;

    private final BulkSelector selector;
    private final TriageQueries queries;
    private final DecisionRules rules;
    private final ReplayGate gate;

    BulkDryRun(BulkSelector selector, TriageQueries queries, DecisionRules rules, ReplayGate gate) {
        this.selector = selector;
        this.queries = queries;
        this.rules = rules;
        this.gate = gate;
    }

    BulkPreview look(BulkSelection selection, DecisionKind kind) {
        List<String> ids = selector.ids(selection);
        Map<String, Integer> unable = new HashMap<>();
        List<Item> able = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            Map<String, Item> items = queries.items(chunk);
            for (String id : chunk) {
                Item item = items.get(id);
                Optional<String> refusal =
                        item == null ? Optional.of("there is no such dead letter") : rules.refusal(item, kind);
                refusal.ifPresentOrElse(line -> unable.merge(line, 1, Integer::sum), () -> able.add(item));
            }
        }
        if (kind == DecisionKind.DISCARD || kind == DecisionKind.PIN) {
            BulkPreview.Cost none = new BulkPreview.Cost(0L, kind + " asks no model");
            return new BulkPreview(ids.size(), able.size(), reasons(unable), null, none, null);
        }
        Records records = new Records();
        able.stream()
                .limit(LOOKED_AT)
                .forEach(item -> queries.record(item.id()).ifPresent(letter -> {
                    records.add(letter, kind == DecisionKind.RETRY ? gate.look(letter) : null, asksAgain(letter, kind));
                }));
        return new BulkPreview(
                ids.size(),
                able.size(),
                reasons(unable),
                kind == DecisionKind.RETRY ? records.gates() : null,
                records.cost(able),
                null);
    }

    /** An approved draft is delivered as it is; approved tool calls are made in another attempt. */
    private static boolean asksAgain(DeadLetter letter, DecisionKind kind) {
        return kind != DecisionKind.APPROVE
                || !ToolApproval.asked(letter.getViolations()).isEmpty();
    }

    private static List<BulkPreview.Reason> reasons(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> new BulkPreview.Reason(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(BulkPreview.Reason::count)
                        .reversed()
                        .thenComparing(BulkPreview.Reason::line))
                .toList();
    }

    /** Sums over whole records. */
    private static final class Records {
        private int looked;
        private int passing;
        private int failed;
        private final Map<String, Integer> failing = new HashMap<>();
        private final Map<String, Integer> unknown = new HashMap<>();
        private final Map<String, Costs> costs = new TreeMap<>();

        private record Costs(int known, long micros) {
            Costs and(Costs other) {
                return new Costs(known + other.known, micros + other.micros);
            }
        }

        void add(DeadLetter letter, ReplayGate.@Nullable Look look, boolean asksAgain) {
            looked++;
            switch (look) {
                case null -> {
                    // No gate is asked.
                }
                case ReplayGate.Look.Passes passes -> passing++;
                case ReplayGate.Look.Fails fails -> {
                    failed++;
                    fails.codes().forEach(code -> failing.merge(code, 1, Integer::sum));
                }
                case ReplayGate.Look.Unknown cannot -> unknown.merge(cannot.line(), 1, Integer::sum);
            }
            Usage usage = letter.getUsage();
            if (usage != null || !asksAgain) {
                long micros = usage == null || !asksAgain ? 0 : usage.getCostMicros();
                costs.merge(letter.getStage().name(), new Costs(1, micros), Costs::and);
            }
        }

        BulkPreview.Gates gates() {
            return new BulkPreview.Gates(looked, passing, failed, reasons(failing), reasons(unknown));
        }

        /** Mean of each stage, times its items. */
        BulkPreview.Cost cost(List<Item> able) {
            Map<String, Long> items = new TreeMap<>();
            able.forEach(item -> items.merge(item.stage(), 1L, Long::sum));
            long micros = 0;
            long counted = 0;
            int known = 0;
            for (Map.Entry<String, Costs> stage : costs.entrySet()) {
                long count = items.getOrDefault(stage.getKey(), 0L);
                micros += Math.round(
                        (double) stage.getValue().micros() / stage.getValue().known() * count);
                known += stage.getValue().known();
                counted += count;
            }
            if (counted == 0) {
                return new BulkPreview.Cost(
                        able.isEmpty() ? Long.valueOf(0) : null,
                        able.isEmpty()
                                ? "no dead letter can take the decision"
                                : "no dead letter of the selection says what its attempt cost");
            }
            String rest = counted == able.size()
                    ? ""
                    : "; " + (able.size() - counted) + " are of stages of which none says a cost, and are not in it";
            return new BulkPreview.Cost(
                    micros,
                    "mean cost of the failed attempt of " + known + " dead letters by stage, times " + counted
                            + " attempts of the same stage (an approved draft costs nothing); later stages are not in it"
                            + rest);
        }
    }
}
