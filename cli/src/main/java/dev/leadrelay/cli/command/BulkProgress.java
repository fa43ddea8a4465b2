package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/** Follows a bulk job; the job does not need it. */
final class BulkProgress {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final int EXIT_INTERRUPTED = 130;

    private final Desk desk;
    private final PrintWriter out;

    BulkProgress(Desk desk, PrintWriter out) {
        this.desk = desk;
        this.out = out;
    }

    /** Shows the job until it has ended; gives its last state. */
    JsonNode follow(JsonNode started) throws InterruptedException {
        String id = started.path("id").asText();
        out.println("bulk job " + id + "; Ctrl-C leaves it alone");
        out.flush();
        Thread goodbye = new Thread(() -> sayHowToGoOn(id));
        Runtime.getRuntime().addShutdownHook(goodbye);
        JsonNode ended = watch(id, started);
        Runtime.getRuntime().removeShutdownHook(goodbye);
        return ended;
    }

    private JsonNode watch(String id, JsonNode started) throws InterruptedException {
        JsonNode job = started;
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("bulk")
                .setInitialMax(started.path("total").asLong())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(300)
                .build()) {
            endInOrderOnInterrupt(bar);
            show(bar, job);
            while (!job.path("ended").asBoolean()) {
                Thread.sleep(POLL);
                job = desk.get("/bulk/" + Desk.encoded(id), Map.of());
                show(bar, job);
            }
        }
        return job;
    }

    /** As with the bar of a list: while it is shown, the JVM ends in order only when it is closed first. */
    private static void endInOrderOnInterrupt(ProgressBar bar) {
        Signals.register("INT", () -> {
            bar.close();
            System.exit(EXIT_INTERRUPTED);
        });
    }

    private void sayHowToGoOn(String id) {
        out.println();
        out.println("the job goes on; look at it: ./leadrelay triage bulk status " + id
                + " (or pause, resume, abort instead of status)");
        out.flush();
    }

    private static void show(ProgressBar bar, JsonNode job) {
        bar.stepTo(job.path("dispatched").asLong() + job.path("skipped").asLong());
        String note = job.path("note").isTextual() ? ", " + job.path("note").asText() : "";
        bar.setExtraMessage(
                " " + job.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' ') + note);
    }
}
