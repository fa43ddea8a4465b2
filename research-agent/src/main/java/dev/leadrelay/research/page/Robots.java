package dev.leadrelay.research.page;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks sites by their robots.txt whether their pages may be fetched. A site's file is fetched once for all who wait for
 * it and kept for a day, or for minutes where it could not be had; then none of its pages are fetched. Thread-safe.
 */
final class Robots {
    /** How long a file is kept. */
    static final Duration KEPT = Duration.ofHours(24);

    /** How long a site is left alone whose file could not be had. */
    static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MAX_WEIGHT = 32 * 1024 * 1024;
    private static final int ENTRY_WEIGHT = 500;

    private final WebWay way;
    private final Duration time;
    private final AsyncCache<URI, Answer> answers;

    private sealed interface Answer {}

    /** The site has rules, or none. */
    private record Given(RobotsRules rules) implements Answer {}

    /** Nobody knows the site's rules. */
    private record Missing(String reason, boolean passing) implements Answer {}

    /** @param time for one file, redirects and second try included */
    Robots(WebWay way, Duration time, Ticker ticker) {
        this.way = way;
        this.time = time;
        answers = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Thread::startVirtualThread)
                .maximumWeight(MAX_WEIGHT)
                .weigher(Robots::weight)
                .expireAfter(Expiry.creating(Robots::kept))
                .buildAsync();
    }

    /**
     * Returns when a page may be fetched.
     *
     * @param deadline of the one who wants the page; the file has its own
     * @throws PageException when it may not, with the reason
     */
    void require(WebWay.Stop stop, Deadline deadline) throws PageException, InterruptedException {
        switch (answer(file(stop), deadline)) {
            case Given given -> {
                if (!given.rules().allows(WebAddress.pathAndQuery(stop.uri()))) {
                    throw PageException.refused("the site's robots.txt does not allow this page");
                }
            }
            case Missing missing ->
                throw PageException.refused(
                        "no page of the site is fetched while its robots.txt cannot be had: " + missing.reason());
        }
    }

    private Answer answer(URI file, Deadline deadline) throws PageException, InterruptedException {
        try {
            // Fetched in a thread of its own: whoever asked first may be gone before the others have waited enough.
            CompletableFuture<Answer> answer = answers.get(file, this::fetched);
            return answer.get(answer.isDone() ? 0 : deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | SocketTimeoutException e) {
            throw PageException.passing("the site's robots.txt did not come in time");
        } catch (ExecutionException e) {
            throw PageException.passing("the site's robots.txt cannot be read");
        }
    }

    private static URI file(WebWay.Stop stop) {
        int port = stop.uri().getPort();
        return URI.create(stop.uri().getScheme() + "://" + stop.host() + (port < 0 ? "" : ":" + port) + "/robots.txt");
    }

    private Answer fetched(URI file) {
        Deadline deadline = Deadline.in(time);
        Answer first = once(file, deadline);
        if (!(first instanceof Missing missing) || !missing.passing()) {
            return first;
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return first;
        }
        return once(file, deadline);
    }

    private Answer once(URI file, Deadline deadline) {
        try {
            // One byte more than is read, so that a file that was cut is known as one.
            BodyLimit limit = BodyLimit.start(RobotsFile.MAX_BYTES + 1);
            HttpReply reply = way.follow(file, deadline, limit, stop -> {}).reply();
            if (reply.status() >= 500) {
                return new Missing("it answers with status " + reply.status(), true);
            }
            return new Given(
                    reply.status() == 200 ? RobotsFile.rules(reply.body(), UserAgent.TOKEN) : RobotsRules.NONE);
        } catch (PageException e) {
            return new Missing(e.reason(), e.isPassing());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Missing("the fetch was broken off", true);
        }
    }

    private static int weight(URI file, Answer answer) {
        int rules = answer instanceof Given given ? given.rules().weight() : 0;
        return ENTRY_WEIGHT + file.toString().length() + rules;
    }

    private static Duration kept(URI file, Answer answer) {
        return switch (answer) {
            case Given given -> KEPT;
            case Missing missing -> LEFT_ALONE;
        };
    }
}
