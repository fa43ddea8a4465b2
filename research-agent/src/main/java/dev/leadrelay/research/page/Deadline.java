package dev.leadrelay.research.page;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The end of the time for a fetch. Immutable. */
final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * What is left, at least 1.
     *
     * @throws SocketTimeoutException when nothing is left
     */
    int leftMillis() throws SocketTimeoutException {
        long left = (endNanos - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the time is up");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    /** The socket's input, each read bounded by what is left: a site that sends a byte now and then gains nothing. */
    InputStream bounded(Socket socket) throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                socket.setSoTimeout(leftMillis());
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                socket.setSoTimeout(leftMillis());
                return super.read(buffer, offset, length);
            }
        };
    }
}
