package dev.leadrelay.gateway;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's way to the network, with hard bounds: its own client bounds the wait for the headers only, and reads a
 * body of any size for any time. Here the whole exchange has one deadline and the body a limit; past either the
 * connection is cut. HTTP/1.1 with kept-alive connections, no redirects. Thread-safe.
 */
final class BoundedHttpClient implements HttpClient, AutoCloseable {
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final int maxReplyBytes;
    private final ThreadLocal<@Nullable Last> last = new ThreadLocal<>();

    /** The reply that a thread got last; {@code good} when its status was. */
    private record Last(HttpHeaders headers, @Nullable SuccessfulHttpResponse good) {}

    BoundedHttpClient(Duration timeout, Duration connectTimeout, int maxReplyBytes) {
        this.timeout = timeout;
        this.maxReplyBytes = maxReplyBytes;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(toJdk(request), timeout);
        last.set(new Last(response.headers(), null));
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            throw new ErrorStatusException(
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers().firstValue("retry-after").orElse(null));
        }
        SuccessfulHttpResponse reply = SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
        last.set(new Last(response.headers(), reply));
        return reply;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    /** The good reply that the calling thread got last, until it is forgotten; LangChain4j runs in that thread. */
    @Nullable
    SuccessfulHttpResponse lastReply() {
        Last reply = last.get();
        return reply == null ? null : reply.good();
    }

    /** Those of the reply that the calling thread got last, good or not; none when there was no reply. */
    HttpHeaders lastHeaders() {
        Last reply = last.get();
        return reply == null ? NO_HEADERS : reply.headers();
    }

    void forgetLastReply() {
        last.remove();
    }

    /** Status of a GET; the body is read and dropped. */
    int status(URI uri, Map<String, String> headers, Duration within) {
        java.net.http.HttpRequest.Builder request =
                java.net.http.HttpRequest.newBuilder(uri).GET();
        headers.forEach(request::header);
        return exchange(request.build(), within).statusCode();
    }

    private HttpResponse<byte[]> exchange(java.net.http.HttpRequest request, Duration within) {
        BoundedBody body = new BoundedBody(maxReplyBytes);
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request, info -> body);
        try {
            return future.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ReplyTimeoutException(within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (!future.isDone()) {
                future.cancel(true);
                body.cancel();
            }
        }
    }

    private static java.net.http.HttpRequest toJdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body();
        return builder.method(
                        request.method().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
