package dev.leadrelay.deadletter;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The files that pages load, all from this program: nothing is asked of anybody else. Immutable. */
final class DeskAssets {
    private static final String OWN = "/dev/leadrelay/deadletter/desk/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";

    private static final String OPEN_API = "/dev/leadrelay/deadletter/openapi.yaml";

    private record Asset(String type, byte[] bytes) {}

    private final Map<String, Asset> assets = Map.of(
            "desk.css", asset("text/css; charset=utf-8", OWN + "desk.css"),
            "desk.js", asset("text/javascript; charset=utf-8", OWN + "desk.js"),
            "icon.svg", asset("image/svg+xml", OWN + "icon.svg"),
            "htmx.min.js", asset("text/javascript; charset=utf-8", HTMX));

    /** The document of the REST API. */
    static void openApi(Context context) {
        Asset document = asset("application/yaml; charset=utf-8", OPEN_API);
        context.contentType(document.type()).result(document.bytes());
    }

    void send(Context context) {
        Asset asset = assets.get(context.pathParam("name"));
        if (asset == null) {
            throw new RequestException(404, "there is no such file");
        }
        context.contentType(asset.type())
                .header("Cache-Control", "public, max-age=300")
                .result(asset.bytes());
    }

    private static Asset asset(String type, String resource) {
        try (InputStream in = Objects.requireNonNull(DeskAssets.class.getResourceAsStream(resource), resource)) {
            return new Asset(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
