package dev.leadrelay.cli.command;

import dev.leadrelay.cli.laptop.LaptopEdition;
import dev.leadrelay.service.Logging;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts everything and waits for Ctrl-C. */
@Command(
        name = "up",
        description = "Starts broker, registry, simulator and all services on this machine, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;

    @Mixin
    private LaptopRunOptions options = new LaptopRunOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LogFile.use(options.data.folder);
        try (LaptopEdition edition = LaptopEdition.start(options.toOptions(), line -> out.println("  " + line))) {
            CountDownLatch ended = new CountDownLatch(1);
            edition.onFailure(line -> {
                spec.commandLine().getErr().println("leadrelay: " + line);
                ended.countDown();
            });
            out.println(reviewDesk(edition));
            out.println("running; submit a list with ./leadrelay submit FILE, stop with Ctrl-C");
            ended.await();
            return EXIT_FAILED;
        }
    }

    /** Where people look at dead letters, as a line of its own. */
    static String reviewDesk(LaptopEdition edition) {
        return "review desk: " + edition.run().deskUrl();
    }

    /** Logs of the whole installation go into its data folder, the terminal is for the person. */
    static final class LogFile {
        private LogFile() {}

        static void use(java.nio.file.Path data) {
            Logging.toFile(data.resolve("logs").resolve("leadrelay.log"));
        }
    }
}
