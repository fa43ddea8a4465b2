package dev.leadrelay.deadletter.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the identity provider. */
final class OidcHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1024 * 1024;

    private OidcHttp() {}

    /** The object that the provider answers with; redirects are not followed. */
    static JsonNode send(String what, HttpRequest.Builder request) throws OidcException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<InputStream> response = client.send(
                    request.timeout(PATIENCE)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(LARGEST);
            }
            if (response.statusCode() != 200) {
                throw new OidcException("the identity provider says " + response.statusCode() + " to " + what);
            }
            JsonNode json = JSON.readTree(body);
            if (json == null || !json.isObject()) {
                throw new OidcException("the identity provider answers no JSON object to " + what);
            }
            return json;
        } catch (IOException e) {
            throw new OidcException("the identity provider does not answer to " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException("the login was broken off", e);
        }
    }
}
