package dev.leadrelay.research.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP endpoint of the operator's choice, which may be a private one: asked by GET, bounded in time and size to the
 * last byte. Redirects are not followed, so that a key goes nowhere else. No address or key is in what it throws.
 * Thread-safe.
 */
final class Endpoint {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHOWN = 60;

    private final String name;
    private final String setting;
    private final Optional<ApiKey> key;
    private final Duration timeout;
    private final int maxBytes;
    private final HttpClient http;

    /**
     * @param name as messages call it, for example {@code the search service}
     * @param setting prefix of its settings, for the same
     * @param key that is sent, so that it can be taken out of what comes back
     */
    Endpoint(String name, String setting, Optional<ApiKey> key, Duration timeout, int maxBytes) {
        this.name = name;
        this.setting = setting;
        this.key = key;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** What came back; the body without the key. */
    record Answer(int status, String mediaType, String body) {}

    /**
     * An address of the settings.
     *
     * @throws IllegalArgumentException one line, when it is no http or https address
     */
    static URI address(String setting, String address) {
        try {
            URI uri = URI.create(address.strip());
            boolean web = List.of("http", "https")
                    .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            if (web && uri.getHost() != null && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what was given: it may hold a key.
        }
        throw new IllegalArgumentException(
                setting + " is no plain http or https address; give one, and keys by their own" + " settings");
    }

    /** An address with parameters: name, value, name, value. */
    static URI with(URI address, String... parameters) {
        StringBuilder whole = new StringBuilder(address.toString());
        String separator = address.getRawQuery() == null ? "?" : "&";
        for (int i = 0; i < parameters.length; i += 2) {
            whole.append(separator)
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
            separator = "&";
        }
        return URI.create(whole.toString());
    }

    /** @throws ToolException when nothing came back within the limits */
    Answer get(URI uri, List<String> headers) throws ToolException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request.build(), response -> new BoundedBody(maxBytes, response.statusCode() != 200));
        try {
            return answer(asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw ToolException.transientFailure(name + " did not answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BoundedBody.TooLarge) {
                throw ToolException.permanent(name + " answers with more than " + maxBytes / 1024 + " kB");
            }
            // The cause's message may quote the request.
            throw ToolException.transientFailure(name + " cannot be reached");
        } finally {
            asked.cancel(true);
        }
    }

    private Answer answer(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        String type = response.headers().firstValue("content-type").orElse("");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Answer(
                response.statusCode(),
                media.length() <= SHOWN ? media : media.substring(0, SHOWN),
                key.map(secret -> secret.takenOutOf(body)).orElse(body));
    }

    /** What an answer means that gives nothing. */
    ToolException failure(Answer answer) {
        String message = name + " answers with status " + answer.status();
        if (answer.status() == 429 || answer.status() >= 500) {
            return ToolException.transientFailure(message);
        }
        boolean redirect = answer.status() >= 300 && answer.status() < 400;
        return ToolException.permanent(
                redirect
                        ? message + ", a redirect, which is not followed; set " + setting + ".url to its end"
                        : message);
    }

    /** What an answer means that does not take the key. */
    ToolException keyRefused() {
        return ToolException.permanent(name + " does not take the key; correct " + setting + ".key or its file");
    }

    /** @throws ToolException drift, when a good answer is not JSON */
    static JsonNode json(Answer answer) throws ToolException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            String found = answer.mediaType().isEmpty() ? "something else" : "something else as " + answer.mediaType();
            throw ToolException.drift("the answer must be JSON, found " + found);
        }
    }
}
