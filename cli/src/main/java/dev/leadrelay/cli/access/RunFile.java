package dev.leadrelay.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Addresses of the installation that runs on this machine, as it wrote them down at its start ({@code data/run.json}).
 *
 * @param pid process that runs it
 * @param bootstrapServers address of the broker
 * @param registryUrl base URL of the registry
 * @param orchestratorUrl base URL of the orchestrator's REST API
 * @param deskUrl base URL of the dead-letter handler
 * @param simulatorUrl base URL of the simulator; empty when a real model is used
 * @param profiles folder of the profiles that its services know
 */
public record RunFile(
        long pid,
        String bootstrapServers,
        String registryUrl,
        String orchestratorUrl,
        String deskUrl,
        String simulatorUrl,
        String profiles) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The installation that runs over a data folder, if its process is alive. */
    public static Optional<RunFile> find(Path data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            RunFile found = JSON.readValue(file.toFile(), RunFile.class);
            boolean alive =
                    ProcessHandle.of(found.pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); delete it and start again with ./leadrelay up");
        }
    }

    /** Writes the addresses down; whoever looks meanwhile finds all of them or none. */
    public void write(Path data) {
        try {
            Files.createDirectories(data);
            Path fresh = Files.createTempFile(data, "run", ".tmp");
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SettingsException("cannot write " + file(data) + ": " + e.getMessage());
        }
    }

    /** Takes the addresses away when the installation stops. */
    public static void delete(Path data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            // A leftover names a dead process and is passed over by find().
        }
    }

    private static Path file(Path data) {
        return data.resolve("run.json");
    }
}
