package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;

/** Rebuilding the store over HTTP. Thread-safe. */
final class RebuildRoutes {
    private final Rebuild rebuild;

    RebuildRoutes(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/store/rebuild", this::send);
        routes.post("/store/rebuild", this::begin);
    }

    private void begin(Context context) {
        if (!rebuild.ask()) {
            throw new RequestException(409, "the store is being rebuilt already");
        }
        context.status(202);
        send(context);
    }

    private void send(Context context) {
        Rebuild.Progress progress = rebuild.progress();
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("running", progress.running())
                .put("total", progress.total())
                .put("remaining", progress.remaining())
                .put(
                        "finishedAt",
                        progress.finishedAt() == null
                                ? null
                                : progress.finishedAt().toString())
                .toString();
        context.contentType(ContentType.APPLICATION_JSON).result(json.getBytes(StandardCharsets.UTF_8));
    }
}
