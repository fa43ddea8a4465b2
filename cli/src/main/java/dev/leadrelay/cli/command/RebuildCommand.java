package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Drops the store of the dead-letter handler and rebuilds it from the topics. */
@Command(
        name = "rebuild",
        description = "Drops the store of dead letters and rebuilds it from the topics, with the same content.",
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 500;

    @Mixin
    private DeskOptions options = new DeskOptions();

    @Override
    public Integer call() throws InterruptedException {
        Desk desk = options.desk();
        PrintWriter out = options.out();
        JsonNode progress = desk.post("/store/rebuild");
        long shown = -1;
        while (progress.path("running").asBoolean()) {
            long total = progress.path("total").asLong();
            long read = total - progress.path("remaining").asLong();
            if (read != shown) {
                out.println(total == 0 ? "emptying the store" : "read " + read + " of " + total + " records");
                out.flush();
                shown = read;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            progress = desk.get("/store/rebuild", Map.of());
        }
        out.println("rebuilt from " + progress.path("total").asLong() + " records");
        return 0;
    }
}
