package dev.leadrelay.cli.embedded;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Apicurio Registry in a process of its own, on loopback, with the Confluent API and compatibility FULL_TRANSITIVE. Its
 * schemas outlive it. The process ends with this one, even when this one is killed. Thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    /** System property with the folder of the unpacked registry distribution. */
    public static final String HOME_PROPERTY = "leadrelay.apicurio.home";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final String API = "/apis/ccompat/v7";

    private final Process process;
    private final int port;

    private EmbeddedRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a registry; returns when it answers, after about four seconds.
     *
     * @param folder where its data and its log are; made when missing
     * @param port port to listen on, 0 for any free one
     * @throws SettingsException when the port is taken or the registry does not start
     */
    public static EmbeddedRegistry start(Path folder, int port) throws InterruptedException {
        int chosen = LoopbackPorts.require(port, "LEADRELAY_LAPTOP_REGISTRY_PORT");
        Path log = folder.resolve("registry.log");
        EmbeddedRegistry registry;
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command(folder, chosen));
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            registry = new EmbeddedRegistry(builder.start(), chosen);
        } catch (IOException e) {
            throw new SettingsException("the embedded registry does not start in " + folder + ": " + e.getMessage());
        }
        try {
            registry.awaitAnswer(log);
            return registry;
        } catch (InterruptedException | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Base URL of the Confluent API. */
    public String url() {
        return "http://" + LoopbackPorts.HOST + ":" + port + API;
    }

    /** Process id, for those who want to know what runs. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path folder, int port) {
        Path home = home();
        String classes = Path.of(URI.create(RegistryProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return List.of(
                // An interrupt from the terminal reaches the whole process group; the registry must outlive the
                // services.
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "registry",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=" + LoopbackPorts.HOST,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=" + LoopbackPorts.HOST,
                "-Dquarkus.management.port=" + LoopbackPorts.free(),
                // In memory ids would start again beside a broker that keeps its data.
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + folder.resolve("schemas").toAbsolutePath(),
                "-Dquarkus.log.level=WARN",
                "-cp",
                home.resolve("quarkus-run.jar") + java.io.File.pathSeparator + classes,
                RegistryProcess.class.getName());
    }

    private static Path home() {
        String home = System.getProperty(HOME_PROPERTY, System.getenv("LEADRELAY_REGISTRY_HOME"));
        if (home == null || !Files.exists(Path.of(home, "quarkus-run.jar"))) {
            throw new SettingsException("the embedded registry is not unpacked at " + home
                    + "; run ./leadrelay, which builds it, or set LEADRELAY_REGISTRY_HOME");
        }
        return Path.of(home);
    }

    private void awaitAnswer(Path log) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(REQUEST_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            while (!requireCompatibility(client)) {
                if (!process.isAlive() || System.nanoTime() - deadline >= 0) {
                    throw new SettingsException("the embedded registry does not start; its log is " + log);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private boolean requireCompatibility(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config"))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
