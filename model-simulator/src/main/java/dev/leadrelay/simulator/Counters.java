package dev.leadrelay.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the server does. Thread-safe. */
final class Counters {
    private static final class Prompt {
        private int asked;
        private int answered;
    }

    private final LongAdder calls = new LongAdder();
    private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
    private final Map<FaultKind, LongAdder> injected = new ConcurrentHashMap<>();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder probes = new LongAdder();
    private final LongAdder badRequests = new LongAdder();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong maxInFlight = new AtomicLong();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final AtomicLong maxCallsPerPrompt = new AtomicLong();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final Map<String, LongAdder> hosts = new ConcurrentHashMap<>();
    private final Map<InventionKind, LongAdder> inventions = new ConcurrentHashMap<>();
    private final Map<String, Invented> invented = new ConcurrentHashMap<>();
    private final Map<Long, Prompt> prompts = new ConcurrentHashMap<>();

    /** Marks a call as in flight; the number in flight with it. */
    long enter() {
        calls.increment();
        long now = inFlight.incrementAndGet();
        maxInFlight.accumulateAndGet(now, Math::max);
        return now;
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    void rejected() {
        rejected.increment();
    }

    void unavailable() {
        unavailable.increment();
    }

    void probe() {
        probes.increment();
    }

    void badRequest() {
        badRequests.increment();
    }

    void injected(FaultKind kind) {
        injected.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }

    void page() {
        pages.increment();
    }

    /** Notes a request for a web site, whether or not there is such a page. */
    void host(String name) {
        hosts.computeIfAbsent(name, h -> new LongAdder()).increment();
    }

    Map<String, Long> hosts() {
        Map<String, Long> now = new TreeMap<>();
        hosts.forEach((name, count) -> now.put(name, count.sum()));
        return now;
    }

    /** Notes that something was invented in an answer about a lead. */
    void invented(Invented what) {
        inventions.computeIfAbsent(what.kind(), k -> new LongAdder()).increment();
        invented.put(what.lead(), what);
    }

    Map<String, Invented> invented() {
        return Map.copyOf(invented);
    }

    /** Notes that a prompt is asked; how often it was asked before. */
    int asked(long promptHash) {
        Prompt prompt = prompts.computeIfAbsent(promptHash, hash -> new Prompt());
        synchronized (prompt) {
            if (prompt.asked > 0) {
                repeats.increment();
            }
            if (prompt.answered > 0) {
                duplicates.increment();
            }
            maxCallsPerPrompt.accumulateAndGet(prompt.asked + 1L, Math::max);
            return prompt.asked++;
        }
    }

    /** Notes that an answer has reached its caller. */
    void answered(long promptHash, String task, long promptTokenCount, long completionTokenCount) {
        Prompt prompt = prompts.computeIfAbsent(promptHash, hash -> new Prompt());
        synchronized (prompt) {
            prompt.answered++;
        }
        served.computeIfAbsent(task, t -> new LongAdder()).increment();
        promptTokens.add(promptTokenCount);
        completionTokens.add(completionTokenCount);
    }

    /** Forgets everything but the calls in flight. */
    void reset() {
        prompts.clear();
        served.clear();
        injected.clear();
        hosts.clear();
        inventions.clear();
        invented.clear();
        for (LongAdder adder : new LongAdder[] {
            calls,
            rejected,
            unavailable,
            probes,
            badRequests,
            repeats,
            duplicates,
            promptTokens,
            completionTokens,
            pages
        }) {
            adder.reset();
        }
        maxCallsPerPrompt.set(0);
        maxInFlight.set(inFlight.get());
    }

    Stats snapshot() {
        Map<String, Long> servedNow = new TreeMap<>();
        served.forEach((task, count) -> servedNow.put(task, count.sum()));
        Map<FaultKind, Long> injectedNow = new EnumMap<>(FaultKind.class);
        injected.forEach((kind, count) -> injectedNow.put(kind, count.sum()));
        Map<InventionKind, Long> inventionsNow = new EnumMap<>(InventionKind.class);
        inventions.forEach((kind, count) -> inventionsNow.put(kind, count.sum()));
        return new Stats(
                calls.sum(),
                servedNow,
                injectedNow,
                inventionsNow,
                rejected.sum(),
                unavailable.sum(),
                probes.sum(),
                badRequests.sum(),
                inFlight.get(),
                maxInFlight.get(),
                repeats.sum(),
                duplicates.sum(),
                maxCallsPerPrompt.get(),
                promptTokens.sum(),
                completionTokens.sum(),
                pages.sum());
    }
}
