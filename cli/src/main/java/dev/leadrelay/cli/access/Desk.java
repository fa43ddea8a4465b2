package dev.leadrelay.cli.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.service.SettingsException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead-letter handler's REST API, as the commands use it. */
public final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "the dead-letter handler";

    private final String url;

    private Desk(String url) {
        this.url = url;
    }

    /** The desk of the installation over the data folder, else the one that LEADRELAY_DESK_URL names. */
    public static Desk find(Path data) {
        String fallback = System.getenv().getOrDefault("LEADRELAY_DESK_URL", "http://127.0.0.1:18080");
        return new Desk(RunFile.find(data).map(RunFile::deskUrl).orElse(fallback));
    }

    /** The answer to a GET request. */
    public JsonNode get(String path, Map<String, String> query) throws InterruptedException {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return parse(Cluster.get(NAME, url + path + (parameters.isEmpty() ? "" : "?" + parameters)));
    }

    /** The answer to a decision about a dead letter. */
    public JsonNode decide(String deadLetterId, Map<String, Object> decision) throws InterruptedException {
        String body = JSON.valueToTree(decision).toString();
        return parse(Cluster.post(NAME, url + "/dead-letters/" + encoded(deadLetterId) + "/decisions", body));
    }

    /** The answer to a POST request without a body. */
    public JsonNode post(String path) throws InterruptedException {
        return parse(Cluster.post(NAME, url + path, ""));
    }

    /** A value as part of a path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new SettingsException(NAME + " gave an answer that is not JSON; is another program on its port?");
        }
    }
}
