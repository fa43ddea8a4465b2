package dev.leadrelay.cli.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file whose characters are UTF-8 or windows-1252. Each line is decided by itself: what is valid UTF-8 is
 * UTF-8. So one bad byte garbles one line at most, and a file pasted together from both is read rightly.
 */
final class ByteLines implements TextLines {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private byte[] line = new byte[4 * 1024];
    private long number;
    private boolean seenUtf8;

    /** @param marked whether a byte order mark said that the file is UTF-8 */
    ByteLines(InputStream in, boolean marked) {
        this.in = in;
        this.seenUtf8 = marked;
    }

    @Override
    public @Nullable TextLine next() throws IOException {
        int length = 0;
        boolean cut = false;
        int b;
        while ((b = read()) >= 0 && b != '\n' && b != '\r') {
            if (length == TextLine.LONGEST) {
                cut = true;
                continue;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        if (b < 0 && length == 0) {
            return null;
        }
        return decoded(length, end(b), cut);
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
        return buffer[position++] & 0xFF;
    }

    private TextLine decoded(int length, String end, boolean cut) {
        number++;
        if (isAscii(length)) {
            return new TextLine(number, new String(line, 0, length, StandardCharsets.ISO_8859_1), end, cut, false);
        }
        if (cut) {
            return new TextLine(number, new String(line, 0, length, StandardCharsets.UTF_8), end, true, false);
        }
        try {
            String text = utf8.decode(ByteBuffer.wrap(line, 0, length)).toString();
            seenUtf8 = true;
            return new TextLine(number, text, end, false, false);
        } catch (CharacterCodingException e) {
            return new TextLine(number, new String(line, 0, length, WINDOWS), end, false, seenUtf8);
        }
    }

    private boolean isAscii(int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
