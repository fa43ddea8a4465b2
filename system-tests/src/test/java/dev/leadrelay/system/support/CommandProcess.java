package dev.leadrelay.system.support;

import dev.leadrelay.cli.LeadRelayMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The {@code leadrelay} command as a process of its own, as a person runs it. */
public final class CommandProcess implements AutoCloseable {
    /** Any free port for everything that the laptop edition starts. */
    public static final Map<String, String> FREE_PORTS = Map.of(
            "leadrelay.laptop.broker-port", "0",
            "leadrelay.laptop.registry-port", "0",
            "leadrelay.laptop.orchestrator-port", "0",
            "leadrelay.laptop.desk-port", "0",
            "leadrelay.laptop.simulator-port", "0");

    // A test runner in the background ignores interrupts and its children inherit that; a person's terminal would not.
    private static final List<String> INTERRUPTIBLE = interruptible();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path out;
    private final Path err;
    private final List<ProcessHandle> seenChildren = new ArrayList<>();

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a command.
     *
     * @param folder working folder, which also takes what the command prints
     * @param properties system properties of its JVM
     * @param environment additional environment
     */
    public static CommandProcess start(
            Path folder, Map<String, String> properties, Map<String, String> environment, String... arguments) {
        return start(folder, command(properties, arguments), environment);
    }

    /** Starts a command in a terminal of its own (by util-linux's {@code script}), whose keyboard is {@link #type}. */
    public static CommandProcess startInTerminal(Path folder, Map<String, String> properties, String... arguments) {
        String line = command(properties, arguments).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "exec ", ""));
        return start(folder, List.of("script", "-q", "-e", "-f", "-c", line, "/dev/null"), Map.of("TERM", "xterm"));
    }

    private static List<String> command(Map<String, String> properties, String... arguments) {
        List<String> command = new ArrayList<>(INTERRUPTIBLE);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dleadrelay.home="
                        + Path.of(System.getProperty("leadrelay.home")).normalize(),
                "-Dleadrelay.apicurio.home=" + System.getProperty("leadrelay.apicurio.home"),
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(LeadRelayMain.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static CommandProcess start(Path folder, List<String> command, Map<String, String> environment) {
        int number = NUMBER.incrementAndGet();
        Path out = folder.resolve("command-" + number + ".out");
        Path err = folder.resolve("command-" + number + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> interruptible() {
        List<String> prefix = List.of("env", "--default-signal=INT");
        try {
            List<String> trial = new ArrayList<>(prefix);
            trial.add("true");
            return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Waits for the end and gives the exit code. */
    public int await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            process.descendants().filter(child -> !seenChildren.contains(child)).forEach(seenChildren::add);
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still running after " + atMost + "; it printed: " + out() + err());
            }
        }
        return process.exitValue();
    }

    /** Types a character at the terminal; Ctrl-C is {@code \3}. */
    public void type(char key) throws IOException {
        process.descendants().forEach(seenChildren::add);
        process.getOutputStream().write(key);
        process.getOutputStream().flush();
    }

    /** Ctrl-C without a terminal. */
    public void interrupt() throws InterruptedException {
        process.descendants().forEach(seenChildren::add);
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Processes that it had started and that still run. */
    public List<ProcessHandle> leftBehind() {
        return seenChildren.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** How many processes it was seen to start. */
    public int children() {
        return seenChildren.size();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
