package dev.leadrelay.schemas.serde;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the first registry that answers. After a failure a short memory answers in the registry's place,
 * and few requests are under way at once, so that thousands of waiting threads cost a dead registry a handful of
 * messages. Thread-safe.
 */
final class RegistryTransport implements AutoCloseable {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

    /** An answer that is not the registry's trouble: a status of 2xx, or one that refuses the request itself. */
    record Answer(int status, String body) {}

    private final RegistrySettings settings;
    private final HttpClient http;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final RegistryOutage outage;
    private volatile int preferred;

    RegistryTransport(RegistrySettings settings) {
        this.settings = settings;
        this.outage = new RegistryOutage(settings.quietPeriod(), System::nanoTime);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /**
     * Asks until there is an answer, within the bounds of the settings.
     *
     * @param reading throws RegistryUnavailableException for an answer that no registry gives: the next one is asked
     * @param body null for GET
     * @throws RegistryUnavailableException when there is none, or there was none a moment ago
     */
    <T> T send(String method, String path, @Nullable String body, Function<Answer, T> reading) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            outage.refuseWhileQuiet();
            return sendWithRetries(method, path, body, reading);
        } finally {
            permits.release();
        }
    }

    /** Asks each registry once, whatever happened before; ends the memory of a failure when one answers. */
    <T> T probe(String path, Function<Answer, T> reading) {
        T answer = oneRound("GET", path, null, reading);
        outage.ended();
        return answer;
    }

    private <T> T sendWithRetries(String method, String path, @Nullable String body, Function<Answer, T> reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = oneRound(method, path, body, reading);
                outage.ended();
                return answer;
            } catch (RegistryUnavailableException e) {
                if (attempt >= settings.attempts() || !e.worthRetrying()) {
                    throw outage.began(e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T oneRound(String method, String path, @Nullable String body, Function<Answer, T> reading) {
        RegistryUnavailableException last = null;
        int first = preferred;
        for (int i = 0; i < settings.urls().size(); i++) {
            int index = (first + i) % settings.urls().size();
            try {
                T answer = reading.apply(oneRequest(settings.urls().get(index), method, path, body));
                preferred = index;
                return answer;
            } catch (RegistryUnavailableException e) {
                last = e;
                if (!e.worthRetrying()) {
                    break;
                }
            }
        }
        if (last == null) {
            throw new IllegalStateException("settings without URL");
        }
        throw last;
    }

    private Answer oneRequest(URI base, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.requestTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json")
                .header("Content-Type", MEDIA_TYPE)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        String authorization = settings.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = await(base, request.build());
        int status = response.statusCode();
        if (status / 100 == 2 || status == 404 || status == 409 || status == 422) {
            return new Answer(status, response.body());
        }
        boolean credentials = status == 401 || status == 403;
        String hint = credentials ? ", check its credentials" : "";
        // Credentials do not get better by asking again at once, but a person may correct them: not the record's fault.
        throw new RegistryUnavailableException(
                "schema registry " + base + " answered " + status + hint, null, !credentials);
    }

    /** The client's own timeout ends with the headers; this one covers a body that drips. */
    private HttpResponse<String> await(URI base, HttpRequest request) {
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return response.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(
                    base, "no answer within " + settings.requestTimeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException io ? io : e;
            String message = cause.getMessage();
            throw unreachable(base, message == null ? cause.getClass().getSimpleName() : message, cause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            response.cancel(true);
        }
    }

    private static RegistryUnavailableException unreachable(URI base, String why, Throwable cause) {
        return new RegistryUnavailableException("schema registry " + base + " cannot be reached: " + why, cause);
    }

    private static RegistryUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("interrupted while asking the schema registry", e, false);
    }

    private static void pause(int attempt) {
        long base = FIRST_BACKOFF.toMillis() << (attempt - 1);
        try {
            Thread.sleep(base / 2 + ThreadLocalRandom.current().nextLong(base));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
