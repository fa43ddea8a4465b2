package dev.leadrelay.research.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the texts that evidence was cut from, so that quotes can be checked when the pages have long changed. A text that
 * cannot be kept is no reason to fail a lead. Thread-safe.
 */
@FunctionalInterface
public interface TextArchive {
    /** Keeps nothing. */
    TextArchive NONE = text -> {};

    /** Keeps a text, once however often it is given. */
    void keep(String text);

    /**
     * Keeps texts as files below a folder, each at {@link #fileOf} its hash: whoever hashes the file finds its name.
     * Several processes may share the folder.
     *
     * @throws IllegalArgumentException one line, when the folder cannot be made
     */
    static TextArchive in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "page-archive " + folder + " cannot be made (" + e.getMessage() + "); give a writable folder");
        }
        return new FolderArchive(folder);
    }

    /** Where a text lies below an archive's folder: {@code ab/abcd….txt}, by the hex SHA-256 of its UTF-8 form. */
    static Path fileOf(Path folder, String contentHash) {
        return folder.resolve(contentHash.substring(0, 2)).resolve(contentHash + ".txt");
    }
}
