package dev.leadrelay.system.support;

import dev.leadrelay.cli.embedded.EmbeddedBroker;
import dev.leadrelay.cli.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The broker and the registry that all test classes of this JVM share; ended with the JVM. */
public final class Platform {
    private static final Platform SHARED = start();

    private final Path folder;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private Platform(Path folder, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
    }

    public static Platform shared() {
        return SHARED;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    /** A fresh folder that goes away with the JVM. */
    public Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Platform start() {
        try {
            Path folder = Files.createTempDirectory("leadrelay-system-tests");
            EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
            EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
            Platform platform = new Platform(folder, broker, registry);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::stop, "platform-stop"));
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        registry.close();
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A file that a process still held; it lies in the temporary folder.
        }
    }
}
