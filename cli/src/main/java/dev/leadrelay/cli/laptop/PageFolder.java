package dev.leadrelay.cli.laptop;

import java.nio.file.Path;

/** Where the research agent of this machine keeps the texts of the pages it read. */
public final class PageFolder {
    private PageFolder() {}

    /** The folder below a data folder. */
    public static Path of(Path data) {
        return data.resolve("pages");
    }
}
