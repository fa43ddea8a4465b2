package dev.leadrelay.research.source;

import dev.leadrelay.schemas.Identifiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts as files below a folder. Thread-safe, also between processes. */
final class FolderArchive implements TextArchive {
    private static final Logger LOG = LoggerFactory.getLogger(FolderArchive.class);

    private final Path folder;
    private final AtomicBoolean failing = new AtomicBoolean();

    FolderArchive(Path folder) {
        this.folder = folder;
    }

    @Override
    public void keep(String text) {
        Path file = TextArchive.fileOf(folder, Identifiers.contentHash(text));
        if (Files.exists(file)) {
            return;
        }
        try {
            write(text, file);
            failing.set(false);
        } catch (IOException e) {
            // Once, not for each of a hundred thousand pages.
            if (!failing.getAndSet(true)) {
                LOG.warn("Texts of sources cannot be kept in {}; evidence goes on without them", folder, e);
            }
        }
    }

    /** Whoever looks meanwhile finds the whole text or none; of two writers the later one replaces the same by the same. */
    private static void write(String text, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " has no folder");
        }
        Files.createDirectories(parent);
        Path fresh = Files.createTempFile(parent, "text", ".tmp");
        try {
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
