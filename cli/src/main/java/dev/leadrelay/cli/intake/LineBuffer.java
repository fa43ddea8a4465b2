package dev.leadrelay.cli.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that can be looked at before they are taken, so that a wrong guess costs none. Not thread-safe. */
final class LineBuffer {
    private final TextLines lines;
    private final List<TextLine> ahead = new ArrayList<>();
    private int taken;

    LineBuffer(TextLines lines) {
        this.lines = lines;
    }

    /**
     * The line that many lines ahead; null behind the last.
     *
     * @throws UncheckedIOException when the file cannot be read on
     */
    @Nullable
    TextLine peek(int index) {
        try {
            while (ahead.size() - taken <= index) {
                TextLine line = lines.next();
                if (line == null) {
                    return null;
                }
                ahead.add(line);
            }
            return ahead.get(taken + index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes lines that were looked at before. */
    List<TextLine> take(int count) {
        List<TextLine> result = List.copyOf(ahead.subList(taken, taken + count));
        taken += count;
        if (taken > ahead.size() / 2) {
            ahead.subList(0, taken).clear();
            taken = 0;
        }
        return result;
    }
}
