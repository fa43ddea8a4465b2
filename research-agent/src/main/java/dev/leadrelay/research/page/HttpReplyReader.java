package dev.leadrelay.research.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads one HTTP/1.1 response, bounded in every part. Single use. */
final class HttpReplyReader {
    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 200;

    private final InputStream in;
    private final BodyLimit limit;

    HttpReplyReader(InputStream in, BodyLimit limit) {
        this.in = in;
        this.limit = limit;
    }

    HttpReply read() throws IOException, PageException {
        int status;
        Map<String, String> headers;
        do {
            status = status(line());
            headers = headers();
        } while (status >= 100 && status < 200);
        boolean wanted = status == 200;
        // The body of a redirect or an error is not looked at; the connection is closed anyway.
        return new HttpReply(status, headers, wanted ? decoded(headers, body(headers)) : new byte[0]);
    }

    private byte[] body(Map<String, String> headers) throws IOException, PageException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return chunks();
        }
        String length = headers.get("content-length");
        if (length == null) {
            return upTo(in, Long.MAX_VALUE);
        }
        long bytes;
        try {
            bytes = Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            throw broken();
        }
        if (bytes < 0) {
            throw broken();
        }
        requireFits(bytes);
        byte[] body = upTo(in, bytes);
        if (body.length < bytes && !isFull(body.length)) {
            throw PageException.passing("the site broke off in the middle of the page");
        }
        return body;
    }

    private byte[] chunks() throws IOException, PageException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String size = line().split(";", 2)[0].strip();
            int bytes;
            try {
                bytes = Integer.parseInt(size, 16);
            } catch (NumberFormatException e) {
                throw broken();
            }
            if (bytes == 0) {
                return all.toByteArray();
            }
            if (bytes < 0) {
                throw broken();
            }
            requireFits((long) all.size() + bytes);
            int room = Math.min(bytes, limit.bytes() - all.size());
            all.write(in.readNBytes(room));
            if (isFull(all.size())) {
                return all.toByteArray();
            }
            if (!line().isEmpty()) {
                throw broken();
            }
        }
    }

    private byte[] decoded(Map<String, String> headers, byte[] body) throws IOException, PageException {
        String encoding =
                headers.getOrDefault("content-encoding", "identity").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> {
                try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
                    yield upTo(unzipped, Long.MAX_VALUE);
                }
            }
            default -> throw PageException.refused("the page is packed as " + shortened(encoding));
        };
    }

    private byte[] upTo(InputStream from, long bytes) throws IOException, PageException {
        int most = (int) Math.min(bytes, limit.cut() ? limit.bytes() : limit.bytes() + 1L);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 * 1024];
        try {
            for (int read = 0; read >= 0 && all.size() < most; ) {
                read = from.read(buffer, 0, Math.min(buffer.length, most - all.size()));
                all.write(buffer, 0, Math.max(0, read));
            }
        } catch (EOFException e) {
            // What was cut before it was unpacked has no end.
            if (!limit.cut()) {
                throw e;
            }
        }
        requireFits(all.size());
        return all.toByteArray();
    }

    private boolean isFull(int read) {
        return limit.cut() && read >= limit.bytes();
    }

    private void requireFits(long bytes) throws PageException {
        if (bytes > limit.bytes() && !limit.cut()) {
            throw PageException.refused("the page is larger than " + limit.bytes() / 1024 + " kB");
        }
    }

    private Map<String, String> headers() throws IOException, PageException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i <= MAX_HEADERS; i++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        throw broken();
    }

    private static int status(String line) throws PageException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5]\\d\\d")) {
            throw broken();
        }
        return Integer.parseInt(parts[1]);
    }

    private String line() throws IOException, PageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw PageException.passing("the site closed the connection without an answer");
            }
            bytes.write(next);
            if (bytes.size() > MAX_LINE) {
                throw broken();
            }
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static PageException broken() {
        return PageException.refused("the site does not speak HTTP as it should");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }
}
