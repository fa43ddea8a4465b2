package dev.leadrelay.cli.intake;

import dev.leadrelay.service.SettingsException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A CSV file whose encoding and separator were found out by looking at it.
 *
 * @param path the file
 * @param charset UTF-8, UTF-16 by its mark, else windows-1252
 * @param bomBytes bytes of the byte order mark to be skipped
 * @param separator one of comma, semicolon, tab, bar: the most frequent outside quotes in the first line
 */
record CsvFile(Path path, Charset charset, int bomBytes, char separator) {
    private static final int CHUNK = 64 * 1024;
    private static final int SNIFF_CHARS = 64 * 1024;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    /**
     * Looks at a file.
     *
     * @throws SettingsException when it cannot be read, is empty or is not text
     */
    static CsvFile inspect(Path path) {
        if (!Files.exists(path)) {
            throw new SettingsException(path + " does not exist; give a CSV file");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new SettingsException(path + " cannot be read as a file; give a readable CSV file");
        }
        try {
            byte[] head = head(path);
            if (new String(head, StandardCharsets.ISO_8859_1).isBlank()) {
                throw new SettingsException(path + " is empty; give a CSV file with a header line");
            }
            CsvFile file = withCharset(path, head);
            return new CsvFile(path, file.charset, file.bomBytes, separatorOf(file));
        } catch (IOException e) {
            throw new SettingsException(path + " cannot be read: " + e.getMessage());
        }
    }

    /** Opens the text behind the byte order mark. */
    Reader open() throws IOException {
        InputStream in = Files.newInputStream(path);
        in.skipNBytes(bomBytes);
        // Malformed input cannot occur in what inspect() found valid; windows-1252 decodes everything.
        return new BufferedReader(new InputStreamReader(in, charset), CHUNK);
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(CHUNK);
        }
    }

    private static CsvFile withCharset(Path path, byte[] head) throws IOException {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new CsvFile(path, StandardCharsets.UTF_8, 3, ',');
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new CsvFile(path, StandardCharsets.UTF_16LE, 2, ',');
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new CsvFile(path, StandardCharsets.UTF_16BE, 2, ',');
        }
        if (isBinary(head)) {
            throw new SettingsException(path + " is not a text file; export the list as CSV");
        }
        Charset charset = isUtf8(path) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        return new CsvFile(path, charset, 0, ',');
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

    private static boolean isUtf8(Path path) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            int read;
            while ((read = in.read(bytes.array(), bytes.position(), bytes.remaining())) >= 0) {
                bytes.position(bytes.position() + read).flip();
                require(decoder.decode(bytes, chars.clear(), false));
                bytes.compact();
            }
            require(decoder.decode(bytes.flip(), chars.clear(), true));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void require(CoderResult result) throws CharacterCodingException {
        if (result.isError()) {
            result.throwException();
        }
    }

    private static char separatorOf(CsvFile file) throws IOException {
        int[] counts = new int[SEPARATORS.length];
        boolean quoted = false;
        try (Reader reader = file.open()) {
            int c;
            for (int i = 0; i < SNIFF_CHARS && (c = reader.read()) >= 0; i++) {
                if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == '\n' || c == '\r')) {
                    break;
                } else if (!quoted) {
                    for (int s = 0; s < SEPARATORS.length; s++) {
                        counts[s] += c == SEPARATORS[s] ? 1 : 0;
                    }
                }
            }
        }
        int best = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            best = counts[s] > counts[best] ? s : best;
        }
        return SEPARATORS[best];
    }
}
