package dev.leadrelay.cli;

import dev.leadrelay.cli.command.RootCommand;
import dev.leadrelay.service.Logging;
import dev.leadrelay.service.SettingsException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The {@code leadrelay} command: 0 done, 1 not done, 2 a person has to change something first. */
public final class LeadRelayMain {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_BAD_INPUT = 2;
    private static final int EXIT_INTERRUPTED = 130;

    private LeadRelayMain() {}

    public static void main(String[] args) {
        Logging.toConsole();
        System.exit(run(args));
    }

    /** Runs a command line and gives its exit code; never throws. */
    static int run(String... args) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        int exit = new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setExecutionExceptionHandler((e, line, result) -> report(e, line.getErr()))
                .setParameterExceptionHandler((e, given) -> {
                    PrintWriter err = e.getCommandLine().getErr();
                    err.println(
                            "leadrelay: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + " (see leadrelay "
                                    + e.getCommandLine().getCommandName().replace("leadrelay", "") + " --help)");
                    return EXIT_BAD_INPUT;
                })
                .execute(args);
        out.flush();
        return exit;
    }

    private static int report(Exception e, PrintWriter err) {
        if (e instanceof SettingsException) {
            err.println("leadrelay: " + e.getMessage());
            return EXIT_BAD_INPUT;
        }
        if (e instanceof InterruptedException) {
            return EXIT_INTERRUPTED;
        }
        LoggerFactory.getLogger(LeadRelayMain.class).error("The command failed", e);
        err.println("leadrelay: failed unexpectedly: " + e);
        return EXIT_FAILED;
    }
}
