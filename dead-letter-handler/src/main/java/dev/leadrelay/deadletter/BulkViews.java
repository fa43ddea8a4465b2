package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.BulkFormView;
import dev.leadrelay.deadletter.desk.BulkJobView;
import java.util.List;

/** Decisions about many dead letters as the desk shows them. Pure. */
final class BulkViews {
    private BulkViews() {}

    static BulkFormView.Preview preview(BulkPreview preview) {
        BulkPreview.Gates gates = preview.gates();
        Long micros = preview.cost().micros();
        return new BulkFormView.Preview(
                preview.selected(),
                preview.able(),
                lines(preview.unable()),
                gates == null
                        ? ""
                        : gates.passing() + " pass the current gate, " + gates.failed() + " fail"
                                + (gates.looked() < preview.able() ? " (of the first " + gates.looked() + ")" : ""),
                gates == null ? List.of() : lines(gates.failing()),
                gates == null ? List.of() : lines(gates.unknown()),
                micros == null ? "unknown" : DeskText.amount(micros),
                preview.cost().basis(),
                DeskText.orEmpty(preview.refusal()));
    }

    static BulkJobView.JobRow row(BulkJob job, long now) {
        BulkState state = job.state();
        int done = state.dispatched() + state.skipped();
        return new BulkJobView.JobRow(
                job.id(),
                job.order().kind().name(),
                job.order().by(),
                job.selection(),
                DeskText.orEmpty(job.order().reason()),
                state.phase().code(),
                state.total(),
                state.dispatched(),
                state.skipped(),
                state.total() == 0 ? 100 : (int) (100L * done / state.total()),
                DeskText.age(job.createdAt(), now),
                state.phase() instanceof BulkPhase.Ended);
    }

    static String canary(BulkState state) {
        BulkState.Canary canary = state.canary();
        if (canary == null) {
            return "";
        }
        long percent = Math.round(canary.maxFailureRate() * 100);
        String first = "the first " + canary.size();
        if (state.canaryPassed()) {
            return first + " ended well enough (at most " + percent + " % failed again)";
        }
        return switch (state.phase()) {
            case BulkPhase.StoppedByCanary stopped ->
                "more than " + percent + " % of " + first + " failed again, so the rest was left alone";
            case BulkPhase.Aborted aborted -> first + " went ahead until the job was given up";
            case BulkPhase.Active active -> ahead(first, percent);
            case BulkPhase.Paused paused -> ahead(first, percent);
            case BulkPhase.Done done -> ahead(first, percent);
        };
    }

    private static String ahead(String first, long percent) {
        return first + " go ahead; the rest follows when at most " + percent + " % of their leads fail again";
    }

    static List<String> commands(BulkState state) {
        return switch (state.phase()) {
            case BulkPhase.Active active -> List.of("pause", "abort");
            case BulkPhase.Paused paused -> List.of("resume", "abort");
            case BulkPhase.Ended ended -> List.of();
        };
    }

    static BulkJobView.ItemRow item(BulkItem item) {
        Fate fate = item.fate();
        return new BulkJobView.ItemRow(
                item.ord() + 1,
                item.deadLetterId(),
                DeskText.orEmpty(item.leadKey()),
                item.state().name(),
                fate == null ? DeskText.orEmpty(item.line()) : fate.words());
    }

    private static List<BulkFormView.Line> lines(List<BulkPreview.Reason> reasons) {
        return reasons.stream()
                .map(reason -> new BulkFormView.Line(reason.line(), reason.count()))
                .toList();
    }
}
