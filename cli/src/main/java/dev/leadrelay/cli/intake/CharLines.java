package dev.leadrelay.cli.intake;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a file whose encoding is known. */
final class CharLines implements TextLines {
    private final Reader in;
    private final char[] buffer = new char[32 * 1024];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int limit;
    private long number;

    CharLines(Reader in) {
        this.in = in;
    }

    @Override
    public @Nullable TextLine next() throws IOException {
        line.setLength(0);
        boolean cut = false;
        int c;
        while ((c = read()) >= 0 && c != '\n' && c != '\r') {
            if (line.length() == TextLine.LONGEST) {
                cut = true;
            } else {
                line.append((char) c);
            }
        }
        if (c < 0 && line.isEmpty()) {
            return null;
        }
        String end = end(c);
        return new TextLine(++number, line.toString(), end, cut, false);
    }

    private String end(int last) throws IOException {
        if (last < 0) {
            return "";
        }
        if (last == '\n') {
            return "\n";
        }
        int following = read();
        if (following == '\n') {
            return "\r\n";
        }
        if (following >= 0) {
            position--;
        }
        return "\r";
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
