package dev.leadrelay.cli.intake;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one after the other, in bounded memory. Not thread-safe. */
interface TextLines extends Closeable {
    /** The next line; null behind the last. */
    @Nullable
    TextLine next() throws IOException;
}
