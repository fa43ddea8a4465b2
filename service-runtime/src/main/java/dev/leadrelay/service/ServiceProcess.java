package dev.leadrelay.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs one service as its own process: settings, start, orderly stop on a signal, exit codes. */
public final class ServiceProcess {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_BAD_INPUT = 2;

    private ServiceProcess() {}

    /**
     * Runs a service until it fails or the process is asked to end, and ends the process: 0 after an orderly stop, 1 when
     * the service could not go on, 2 when a person has to change something first.
     *
     * @param args {@code --config FILE} names a YAML file of settings
     */
    public static void run(String name, String[] args, ServiceFactory factory) {
        Logging.toConsole();
        try {
            System.exit(serve(name, SettingsSource.ofProcess(Map.of(), configFile(args)), factory));
        } catch (SettingsException e) {
            System.err.println("leadrelay " + name + ": " + e.getMessage());
            System.exit(EXIT_BAD_INPUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(EXIT_FAILED);
        }
    }

    private static int serve(String name, SettingsSource source, ServiceFactory factory) throws InterruptedException {
        RunningService running = RunningService.start(name, source, factory);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, name + "-stop"));
        running.failure().thenRun(ended::countDown);
        System.err.println("leadrelay " + name + ": running, health on port " + running.httpPort());
        ended.await();
        System.err.println("leadrelay " + name + ": " + running.failure().getNow(""));
        return EXIT_FAILED;
    }

    private static @Nullable Path configFile(String[] args) {
        if (args.length == 0) {
            return null;
        }
        if (args.length == 2 && args[0].equals("--config")) {
            return Path.of(args[1]);
        }
        throw new SettingsException("unknown arguments " + String.join(" ", args) + "; only --config FILE is known");
    }
}
