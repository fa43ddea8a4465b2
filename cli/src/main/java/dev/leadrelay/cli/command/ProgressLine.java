package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.schemas.records.ListProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/** A progress bar for one list. */
final class ProgressLine {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final int EXIT_INTERRUPTED = 130;

    private ProgressLine() {}

    /** Shows the progress of a list until every lead is parked or terminal, or only people can let it go on; gives its last ledger. */
    static ListProgress follow(ListWatch watch, String listId, long leads, Consumer<ListProgress> alsoTold)
            throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(listId)
                .setInitialMax(leads)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build()) {
            endInOrderOnInterrupt(bar);
            while (true) {
                Optional<ListProgress> progress = watch.poll(POLL);
                progress.ifPresent(p -> show(bar, p));
                progress.ifPresent(alsoTold);
                if (progress.filter(p -> p.getSettled() || p.getBlocked() != null)
                        .isPresent()) {
                    return progress.get();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /**
     * While a bar is shown in a terminal, JLine has the operating system's own handler of Ctrl-C in force, which ends the process
     * without its shutdown hooks. Closing the bar puts the JVM's handler back.
     */
    private static void endInOrderOnInterrupt(ProgressBar bar) {
        Signals.register("INT", () -> {
            bar.close();
            System.exit(EXIT_INTERRUPTED);
        });
    }

    /** Leads that nobody works on any more, parked ones included. */
    static long ended(ListProgress p) {
        return p.getDelivered() + p.getDisqualified() + p.getDiscarded() + p.getParked();
    }

    private static void show(ProgressBar bar, ListProgress p) {
        bar.maxHint(Math.max(p.getAccepted(), 1));
        bar.stepTo(ended(p));
        bar.setExtraMessage(" %d delivered, %d active, %d queued, %d parked"
                .formatted(p.getDelivered(), p.getActive(), p.getQueued(), p.getParked()));
    }
}
