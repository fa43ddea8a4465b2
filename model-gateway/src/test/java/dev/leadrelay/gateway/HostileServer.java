package dev.leadrelay.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that owns its sockets, so that it can do what no decent server does. Counts what clients take from it. */
final class HostileServer implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    final AtomicLong taken = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;
    private final Conduct conduct;

    /** What to do with a connection once its request has been read. */
    interface Conduct {
        void answer(HostileServer server, OutputStream out) throws Exception;
    }

    HostileServer(Conduct conduct) {
        this.conduct = conduct;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    static Conduct drip() {
        return (server, out) -> {
            server.write(out, head("200 OK", 1_000_000));
            while (!server.closed.await(20, TimeUnit.MILLISECONDS)) {
                server.write(out, " ");
            }
        };
    }

    static Conduct closeInMidBody(String body) {
        return (server, out) -> server.write(out, head("200 OK", body.length() + 1_000) + body);
    }

    static Conduct reply(String status, String body) {
        return (server, out) -> server.write(out, head(status, body.length()) + body);
    }

    static Conduct redirectToItself() {
        return (server, out) -> server.write(
                out, "HTTP/1.1 302 Found\r\nLocation: " + server.url() + "/again\r\nContent-Length: 0\r\n\r\n");
    }

    /** As many bytes as it says. */
    static Conduct huge(long bytes) {
        return (server, out) -> {
            server.write(out, head("200 OK", bytes));
            server.pour(out, bytes);
        };
    }

    /** Chunks without an end. */
    static Conduct endless() {
        return (server, out) -> {
            server.write(
                    out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (server.closed.getCount() > 0) {
                server.write(out, "10000\r\n");
                server.pour(out, 0x10000);
                server.write(out, "\r\n");
            }
        };
    }

    private static String head(String status, long length) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private void pour(OutputStream out, long bytes) throws IOException {
        byte[] block = new byte[8 * 1024];
        java.util.Arrays.fill(block, (byte) ' ');
        for (long left = bytes; left > 0 && closed.getCount() > 0; left -= block.length) {
            int length = (int) Math.min(left, block.length);
            out.write(block, 0, length);
            taken.addAndGet(length);
        }
    }

    private void write(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        out.flush();
        taken.addAndGet(bytes.length);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            readRequest(socket.getInputStream());
            requests.incrementAndGet();
            conduct.answer(this, socket.getOutputStream());
        } catch (Exception e) {
            // The client has cut the connection; that is what these tests are about.
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        for (String line : head.toString().split("\r\n")) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                in.readNBytes(Integer.parseInt(line.substring(15).strip()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
