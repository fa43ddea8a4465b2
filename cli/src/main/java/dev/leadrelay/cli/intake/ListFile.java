package dev.leadrelay.cli.intake;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file whose encoding was found out by looking at its beginning.
 *
 * @param path the file
 * @param encoding how its characters are written
 * @param markBytes bytes of the byte order mark to be skipped
 */
record ListFile(Path path, Encoding encoding, int markBytes) {
    private static final int HEAD = 64 * 1024;

    /** How the characters of a file are written. */
    enum Encoding {
        UTF_8,
        UTF_16LE,
        UTF_16BE
    }

    /**
     * Looks at a file.
     *
     * @throws SettingsException when it cannot be read, is empty or is not text
     */
    static ListFile inspect(Path path) {
        if (!Files.exists(path)) {
            throw new SettingsException(path + " does not exist; give a CSV file");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new SettingsException(path + " cannot be read as a file; give a readable CSV file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return of(path, in.readNBytes(HEAD));
        } catch (IOException e) {
            throw new SettingsException(path + " cannot be read: " + e.getMessage());
        }
    }

    /** Opens the lines behind the byte order mark; the caller closes them. */
    TextLines open() throws IOException {
        InputStream in = Files.newInputStream(path);
        in.skipNBytes(markBytes);
        return switch (encoding) {
            case UTF_8 -> new ByteLines(in, markBytes > 0);
            case UTF_16LE -> new CharLines(new InputStreamReader(in, StandardCharsets.UTF_16LE));
            case UTF_16BE -> new CharLines(new InputStreamReader(in, StandardCharsets.UTF_16BE));
        };
    }

    private static ListFile of(Path path, byte[] head) {
        if (isBlank(head)) {
            throw new SettingsException(path + " is empty; give a CSV file with a header line");
        }
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new ListFile(path, Encoding.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new ListFile(path, Encoding.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new ListFile(path, Encoding.UTF_16BE, 2);
        }
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new SettingsException(path + " is a workbook or an archive, not a text file; save the list as CSV");
        }
        Encoding wide = unmarkedWide(head);
        if (wide == Encoding.UTF_8 && isBinary(head)) {
            throw new SettingsException(path + " is not a text file; export the list as CSV");
        }
        return new ListFile(path, wide, 0);
    }

    private static boolean isBlank(byte[] head) {
        for (byte b : head) {
            boolean mark = (b & 0xFF) >= 0xFE || (b & 0xFF) == 0xEF || (b & 0xFF) == 0xBB || (b & 0xFF) == 0xBF;
            if (!mark && b != 0 && !Character.isWhitespace(b & 0xFF)) {
                return false;
            }
        }
        return head.length == 0 || !allZero(head);
    }

    private static boolean allZero(byte[] head) {
        for (byte b : head) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** In UTF-16 the separators, line ends and Latin letters of a list have a zero byte, always on the same side. */
    private static Encoding unmarkedWide(byte[] head) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < head.length; i += 2) {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        int enough = Math.max(4, head.length / 2 / 8);
        if (odd >= enough && even <= odd / 16) {
            return Encoding.UTF_16LE;
        }
        return even >= enough && odd <= even / 16 ? Encoding.UTF_16BE : Encoding.UTF_8;
    }

    /** Text has hardly any control characters; a stray NUL in a cell is a matter of its row. */
    private static boolean isBinary(byte[] head) {
        int controls = 0;
        for (byte b : head) {
            boolean usual = b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == 0x0B || b == 0x1A;
            controls += b >= 0 && b < 0x20 && !usual ? 1 : 0;
        }
        return controls > Math.max(8, head.length / 100);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
