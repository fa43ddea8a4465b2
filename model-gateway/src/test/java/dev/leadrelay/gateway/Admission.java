package dev.leadrelay.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Admits so many requests in each window of time and refuses the others; a window begins with its first request. */
final class Admission implements StubServer.Behaviour {
    final AtomicInteger admitted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    private final Wire wire;
    private final int perWindow;
    private final Duration window;
    private final boolean tells;
    private boolean begun;
    private long windowEnd;
    private int left;

    /** @param tells whether it says with each reply what is left */
    Admission(Wire wire, int perWindow, Duration window, boolean tells) {
        this.wire = wire;
        this.perWindow = perWindow;
        this.window = window;
        this.tells = tells;
    }

    @Override
    public void answer(HttpExchange exchange) throws Exception {
        decide().answer(exchange);
    }

    private synchronized StubServer.Behaviour decide() {
        long now = System.nanoTime();
        if (!begun || now - windowEnd >= 0) {
            begun = true;
            windowEnd = now + window.toNanos();
            left = perWindow;
        }
        boolean admits = left > 0;
        (admits ? admitted : refused).incrementAndGet();
        left -= admits ? 1 : 0;
        Map<String, String> headers = tells ? wire.left(left, Duration.ofNanos(windowEnd - now)) : Map.of();
        return admits ? StubServer.reply(200, wire.answer("admitted"), headers) : refusal(headers);
    }

    private StubServer.Behaviour refusal(Map<String, String> headers) {
        Wire.Said said = wire.errors().get(FailureClass.MODEL_RATE_LIMITED).getLast();
        return StubServer.reply(said.status(), said.body(), headers);
    }
}
