package dev.leadrelay.cli.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.service.SettingsException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dead-letter handler's REST API, as the commands use it. */
public final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "the dead-letter handler";

    private final String url;
    private final Optional<String> authorization;

    private Desk(String url, Optional<String> authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    /**
     * The desk of the installation over the data folder, else the one that LEADRELAY_DESK_URL names; LEADRELAY_DESK_USER and
     * LEADRELAY_DESK_PASSWORD log in there.
     */
    public static Desk find(Path data) {
        Map<String, String> environment = System.getenv();
        String fallback = environment.getOrDefault("LEADRELAY_DESK_URL", "http://127.0.0.1:18080");
        return of(RunFile.find(data).map(RunFile::deskUrl).orElse(fallback), environment);
    }

    static Desk of(String url, Map<String, String> environment) {
        String user = environment.getOrDefault("LEADRELAY_DESK_USER", "");
        String password = environment.getOrDefault("LEADRELAY_DESK_PASSWORD", "");
        if (user.isEmpty() != password.isEmpty()) {
            throw new SettingsException(
                    "LEADRELAY_DESK_USER and LEADRELAY_DESK_PASSWORD belong together; set both or neither");
        }
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Desk(
                url,
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials)));
    }

    /** The answer to a GET request. */
    public JsonNode get(String path, Map<String, String> query) throws InterruptedException {
        return parse(text(path, query));
    }

    /** The answer to a GET request as it came. */
    public String text(String path, Map<String, String> query) throws InterruptedException {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return Cluster.send(NAME, request(path + (parameters.isEmpty() ? "" : "?" + parameters)));
    }

    /** The answer to a decision about a dead letter. */
    public JsonNode decide(String deadLetterId, Map<String, Object> decision) throws InterruptedException {
        return post(deadLetterId, "decisions", decision);
    }

    /** What schema and gate say of a decision that is not taken. */
    public JsonNode check(String deadLetterId, Map<String, Object> decision) throws InterruptedException {
        return post(deadLetterId, "check", decision);
    }

    /** The answer to a POST request with a body of JSON. */
    public JsonNode post(String path, Map<String, Object> body) throws InterruptedException {
        return parse(Cluster.send(
                NAME,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.valueToTree(body).toString()))));
    }

    private JsonNode post(String deadLetterId, String what, Map<String, Object> decision) throws InterruptedException {
        return post("/dead-letters/" + encoded(deadLetterId) + "/" + what, decision);
    }

    /** The answer to a POST request that says no more than its address. */
    public JsonNode post(String path) throws InterruptedException {
        return post(path, Map.of());
    }

    /** A value as part of a path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new SettingsException(NAME + " gave an answer that is not JSON; is another program on its port?");
        }
    }
}
