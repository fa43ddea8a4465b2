package dev.leadrelay.deadletter.access;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A desk of a few routes behind the real access, on a free loopback port. */
final class TestDesk implements AutoCloseable {
    static final String FORM = "application/x-www-form-urlencoded";

    private static final Map<String, Need> ROUTES = Map.of(
            "GET /token", Need.VIEWER,
            "POST /form", Need.REVIEWER,
            "POST /rebuild", Need.ADMIN,
            "GET /open", Need.NOTHING);

    final TestClock clock = new TestClock();
    final AccessLog log;
    private final AccessDatabase database = new AccessDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Javalin server;

    TestDesk(Map<String, String> settings) {
        this(settings, "127.0.0.1");
    }

    /** @param host the address that the settings are read for; it always listens on loopback */
    TestDesk(Map<String, String> settings, String host) {
        Access access = Access.create(
                AccessSettings.read(TestConfig.access(settings), host),
                database.jdbi,
                clock,
                Permission.ofDesk().and(ROUTES));
        log = access.log();
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            access.addTo(config.routes);
            config.routes.get("/open", context -> context.result("open"));
            config.routes.get("/health/live", context -> context.result("live"));
            config.routes.get("/metrics", context -> context.result("metrics"));
            config.routes.get("/token", context -> context.result(access.csrfToken(context)));
            config.routes.post("/form", context -> context.result(describe(access.viewer(context))));
            config.routes.post("/rebuild", context -> context.result("rebuilt"));
            config.routes.get("/forgotten", context -> context.result("secret"));
            config.routes.post("/forgotten", context -> context.result("secret"));
        });
        server.start("127.0.0.1", 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return http.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() {
        server.stop();
        http.close();
        database.close();
    }

    private static String describe(DeskUser user) {
        return user.name() + " " + user.role() + " " + user.canDecide() + " " + user.canAdminister();
    }
}
