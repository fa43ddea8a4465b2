package dev.leadrelay.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.embedded.LoopbackPorts;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.simulator.SimulatorMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The model simulator in a process of its own, so that what it takes is not counted as LeadRelay's. */
final class StubModel implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int START_TRIES = 300;

    private final Process process;
    private final int port;

    private StubModel(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; the options are those of {@link SimulatorMain}, for example {@code latency-millis=500}. */
    static StubModel start(Path log, List<String> options) throws InterruptedException {
        int port = LoopbackPorts.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "port=" + port,
                "fallibility=0"));
        command.addAll(options);
        try {
            File out = log.toFile();
            StubModel stub = new StubModel(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out)
                            .start(),
                    port);
            stub.awaitAnswer();
            return stub;
        } catch (IOException e) {
            throw new SettingsException("the stub model does not start: " + e.getMessage());
        }
    }

    String address() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** Its counters. */
    JsonNode stats() throws InterruptedException {
        try {
            return JSON.readTree(Cluster.get("the stub model", "http://" + address() + "/stats"));
        } catch (IOException e) {
            throw new SettingsException("the stub model gave no counters: " + e.getMessage());
        }
    }

    private void awaitAnswer() throws InterruptedException {
        for (int i = 0; i < START_TRIES; i++) {
            try {
                stats();
                return;
            } catch (SettingsException notYet) {
                if (!process.isAlive()) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        close();
        throw new SettingsException("the stub model does not answer");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
