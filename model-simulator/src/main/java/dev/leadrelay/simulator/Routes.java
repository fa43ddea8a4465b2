package dev.leadrelay.simulator;

import java.util.concurrent.atomic.AtomicBoolean;

/** Which request is answered by what. */
final class Routes {
    private final Completions completions;
    private final Embeddings embeddings;
    private final Sites sites;
    private final Counters counters;
    private final OpenAiJson shapes;
    private final AtomicBoolean down;

    Routes(
            Completions completions,
            Embeddings embeddings,
            Sites sites,
            Counters counters,
            OpenAiJson shapes,
            AtomicBoolean down) {
        this.completions = completions;
        this.embeddings = embeddings;
        this.sites = sites;
        this.counters = counters;
        this.shapes = shapes;
        this.down = down;
    }

    /**
     * The reply to a request.
     *
     * @throws InterruptedException when the server is closed meanwhile
     */
    Reply reply(String method, String host, String path, byte[] body) throws InterruptedException {
        if (sites.has(host)) {
            return sites.reply(method, host, path);
        }
        return switch (method + " " + path) {
            case "POST /v1/chat/completions" -> completions.reply(body);
            case "POST /v1/embeddings" -> embeddings.reply(body);
            case "GET /v1/models" -> models();
            case "GET /stats" -> Reply.json(200, shapes.stats(counters.snapshot()));
            case "POST /stats/reset" -> {
                counters.reset();
                yield Reply.json(200, shapes.stats(counters.snapshot()));
            }
            case "GET /health/live", "GET /health/ready" -> Reply.of(200, "text/plain", "ok");
            default -> {
                // Somebody was sent here by a host name of no site: it must not go unseen.
                sites.asked(host);
                yield Reply.json(
                        404,
                        shapes.error("no such address: " + method + " " + path, "invalid_request_error", "not_found"));
            }
        };
    }

    private Reply models() {
        counters.probe();
        return down.get()
                ? Reply.json(503, shapes.error("the model is down", "server_error", "unavailable"))
                : Reply.json(200, shapes.models());
    }
}
