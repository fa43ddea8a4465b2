package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.OpenCharge;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lead has cost: each attempt is charged once, with its answer's usage, or with its whole budget as long as it
 * ended without an answer. Hostile numbers are bounded: nothing is negative and sums stop at the largest long.
 */
final class Costs {
    private Costs() {}

    static Usage none() {
        return new Usage(0, 0L, 0L, 0L);
    }

    static Usage sum(Usage a, Usage b) {
        return new Usage(
                (int) Math.min(Integer.MAX_VALUE, (long) a.getModelCalls() + Math.max(0, b.getModelCalls())),
                add(a.getPromptTokens(), b.getPromptTokens()),
                add(a.getCompletionTokens(), b.getCompletionTokens()),
                add(a.getCostMicros(), b.getCostMicros()));
    }

    /** Charges the current attempt with its whole budget. */
    static void open(LeadState.Builder state) {
        List<OpenCharge> charges = new ArrayList<>(state.getOpenCharges());
        charges.add(new OpenCharge(
                state.getStage(), state.getAttempt(), state.getBudgetTokens(), state.getBudgetCostMicros()));
        state.setOpenCharges(charges);
    }

    /** True while an attempt is charged for want of an answer. */
    static boolean isOpen(LeadState.Builder state, Stage stage, int attempt) {
        return state.getOpenCharges().stream().anyMatch(charge -> isFor(charge, stage, attempt));
    }

    /** Takes the charge of an attempt back; false when it has none. */
    static boolean close(LeadState.Builder state, Stage stage, int attempt) {
        List<OpenCharge> charges = new ArrayList<>(state.getOpenCharges());
        boolean found = charges.removeIf(charge -> isFor(charge, stage, attempt));
        state.setOpenCharges(charges);
        return found;
    }

    private static boolean isFor(OpenCharge charge, Stage stage, int attempt) {
        return charge.getStage() == stage && charge.getAttempt() == attempt;
    }

    /** Answers and open charges together; what was charged for want of an answer counts as completion tokens. */
    static Usage total(LeadState.Builder state) {
        Usage total = state.getUsage();
        for (OpenCharge charge : state.getOpenCharges()) {
            total = sum(total, new Usage(0, 0L, charge.getTokens(), charge.getCostMicros()));
        }
        return total;
    }

    static long tokens(Usage usage) {
        return add(usage.getPromptTokens(), usage.getCompletionTokens());
    }

    private static long add(long a, long b) {
        long sum = Math.max(0, a) + Math.max(0, b);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
