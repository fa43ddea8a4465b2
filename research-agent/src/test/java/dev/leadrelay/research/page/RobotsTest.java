package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.research.source.TextArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site's robots.txt does to its pages, on a server of our own. */
class RobotsTest {
    private static final String PAGE = "<title>Acme</title><p>Acme builds robots for warehouses in Ulm.</p>";
    private static final String NOT_ALLOWED = "the site's robots.txt does not allow this page";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final List<String> agents = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong now = new AtomicLong();
    private HttpServer server;
    private volatile Robotstxt robotstxt = exchange -> exchange.sendResponseHeaders(404, -1);
    private FetchPageTool tool;

    /** How the server answers to the file. */
    private interface Robotstxt {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        PageLimits limits = new PageLimits(Duration.ofSeconds(2), 64 * 1024, 5, 20, 30);
        PageHosts hosts = PageHosts.of(
                Map.of("*.example", "127.0.0.1:" + server.getAddress().getPort()), host -> {
                    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                });
        PageConnection connection = new PageConnection(
                (SSLSocketFactory) SSLSocketFactory.getDefault(), UserAgent.of("https://us.example/bot"));
        WebWay way = new WebWay(hosts, connection, limits.maxRedirects());
        tool = new FetchPageTool(
                new PageFetcher(way, new Robots(way, limits.time(), now::get), limits), limits, null, TextArchive.NONE);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aPageThatIsNotAllowedIsAnOutputThatSaysSo() throws Exception {
        robotstxt = text("User-agent: leadrelay\nDisallow: /private");
        JsonNode output = fetch("https://acme.example/private/a");
        assertThat(output.path("error").asText()).isEqualTo(NOT_ALLOWED);
        assertThat(output.path("evidence")).isEmpty();
        assertThat(tool.unavailable(output)).contains(NOT_ALLOWED);
        assertThat(pages).isEmpty();
        assertThat(fetch("https://acme.example/public").path("evidence")).hasSize(1);
        assertThat(pages).containsExactly("acme.example /public");
    }

    @Test
    void theQueryCountsToo() throws Exception {
        robotstxt = text("User-agent: *\nDisallow: /*?session=");
        assertThat(error("http://acme.example/?session=1")).isEqualTo(NOT_ALLOWED);
        assertThat(fetch("http://acme.example/").path("evidence")).hasSize(1);
    }

    @Test
    void eachStopOfARedirectIsAskedFor() throws Exception {
        robotstxt = exchange -> {
            boolean b = exchange.getRequestHeaders().getFirst("Host").equals("b.example");
            reply(exchange, b ? "User-agent: *\nDisallow: /moved-here" : "");
        };
        assertThat(error("http://a.example/to-b")).isEqualTo(NOT_ALLOWED);
        assertThat(pages).containsExactly("a.example /to-b");
        assertThat(asked).containsExactly("a.example", "b.example");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 451})
    void aFileThatIsNotThereAllowsAll(int status) throws Exception {
        robotstxt = exchange -> exchange.sendResponseHeaders(status, -1);
        assertThat(fetch("http://acme.example/").path("evidence")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 599})
    void aServerInTroubleAllowsNothing(int status) throws Exception {
        robotstxt = exchange -> exchange.sendResponseHeaders(status, -1);
        assertThat(error("http://acme.example/")).contains("robots.txt cannot be had", "status " + status);
        assertThat(pages).isEmpty();
        // One more try, as for pages, and none for the next page.
        assertThat(error("http://acme.example/b")).contains("status " + status);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aServerThatRecoversIsAskedAgainAfterMinutes() throws Exception {
        robotstxt = exchange -> exchange.sendResponseHeaders(503, -1);
        assertThat(error("http://acme.example/")).contains("status 503");
        robotstxt = text("");
        now.addAndGet(Robots.LEFT_ALONE.toNanos() - 1);
        assertThat(error("http://acme.example/")).contains("status 503");
        now.addAndGet(2);
        assertThat(fetch("http://acme.example/").path("evidence")).hasSize(1);
    }

    @Test
    void aFileIsKeptForADayAndNoLonger() throws Exception {
        robotstxt = text("User-agent: *\nDisallow: /a");
        assertThat(error("http://acme.example/a")).isEqualTo(NOT_ALLOWED);
        robotstxt = text("");
        now.addAndGet(Duration.ofHours(24).toNanos() - 1);
        assertThat(error("http://acme.example/a")).isEqualTo(NOT_ALLOWED);
        assertThat(asked).hasSize(1);
        now.addAndGet(2);
        assertThat(fetch("http://acme.example/a").path("evidence")).hasSize(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void manyLeadsOfAHostFetchItOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        robotstxt = exchange -> {
            await(waiting);
            reply(exchange, "User-agent: *\nDisallow: /private");
        };
        List<Future<JsonNode>> fetches = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String url = "http://acme.example/" + (i % 2 == 0 ? "private/" : "open/") + i;
            fetches.add(threads.submit(() -> fetch(url)));
        }
        waiting.countDown();
        int allowed = 0;
        for (Future<JsonNode> fetch : fetches) {
            allowed += fetch.get(30, TimeUnit.SECONDS).path("evidence").size();
        }
        assertThat(asked).hasSize(1);
        assertThat(allowed).isEqualTo(250);
        assertThat(pages).hasSize(250);
    }

    @Test
    void whoAskedFirstMayLeave() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        robotstxt = exchange -> {
            arrived.countDown();
            await(waiting);
            reply(exchange, "");
        };
        Future<JsonNode> first = threads.submit(() -> fetch("http://acme.example/a"));
        await(arrived);
        Future<JsonNode> second = threads.submit(() -> fetch("http://acme.example/b"));
        first.cancel(true);
        waiting.countDown();
        assertThat(second.get(30, TimeUnit.SECONDS).path("evidence")).hasSize(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void theFilesRedirectsAreFollowedAndChecked() throws Exception {
        robotstxt = exchange -> {
            if (exchange.getRequestHeaders().getFirst("Host").equals("www.example")) {
                reply(exchange, "User-agent: *\nDisallow: /");
            } else {
                redirect(exchange, "http://www.example/robots.txt");
            }
        };
        assertThat(error("http://acme.example/")).isEqualTo(NOT_ALLOWED);
        robotstxt = exchange -> redirect(exchange, "http://169.254.169.254/latest");
        assertThat(error("http://evil.example/")).contains("robots.txt cannot be had", "not on the public internet");
        robotstxt = exchange -> redirect(exchange, "/robots.txt?" + asked.size());
        assertThat(error("http://round.example/")).contains("robots.txt cannot be had", "more than 5 times");
        assertThat(pages).isEmpty();
    }

    @Test
    void aPrivateAddressIsNotEvenAskedForItsFile() throws Exception {
        assertThat(error("http://private.test/")).contains("is not on the public internet");
        assertThat(asked).isEmpty();
    }

    @Test
    void aHundredMegabytesAreReadUpToTheLimit() throws Exception {
        robotstxt = exchange -> {
            exchange.sendResponseHeaders(200, 100L * 1024 * 1024);
            endless(exchange, 100);
        };
        assertThat(error("http://long.example/a")).isEqualTo(NOT_ALLOWED);
        robotstxt = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange, 100);
        };
        assertThat(error("http://chunks.example/a")).isEqualTo(NOT_ALLOWED);
        assertThat(fetch("http://chunks.example/b").path("evidence")).hasSize(1);
    }

    @Test
    void packedFilesAreReadUpToTheLimit() throws Exception {
        byte[] noise = new byte[700 * 1024];
        new Random(3).nextBytes(noise);
        robotstxt = exchange -> packed(exchange, noise);
        assertThat(error("http://noise.example/a")).isEqualTo(NOT_ALLOWED);
        robotstxt = exchange -> packed(exchange, new byte[50 * 1024 * 1024]);
        assertThat(error("http://bomb.example/a")).isEqualTo(NOT_ALLOWED);
    }

    @Test
    void aFileThatDripsEndsWithItsTime() throws Exception {
        robotstxt = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!over.await(50, TimeUnit.MILLISECONDS)) {
                    body.write('#');
                    body.flush();
                }
            } catch (IOException e) {
                // The reader has gone, as it should.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long start = System.nanoTime();
        assertThat(error("http://acme.example/")).contains("in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(pages).isEmpty();
    }

    @Test
    void weSayWhoWeAre() throws Exception {
        fetch("http://acme.example/");
        assertThat(agents)
                .containsOnly("Mozilla/5.0 (compatible; LeadRelay/0.1; +https://us.example/bot)")
                .hasSize(2);
        assertThat(UserAgent.of(null).header()).isEqualTo("Mozilla/5.0 (compatible; LeadRelay/0.1)");
        for (String wrong : List.of("", "a b", "a)b", "x\r\nHost: y", "ä@b.example")) {
            assertThatThrownBy(() -> UserAgent.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fetch-page.contact");
        }
    }

    private String error(String url) throws Exception {
        JsonNode output = fetch(url);
        assertThat(output.path("evidence")).isEmpty();
        return output.path("error").asText();
    }

    private JsonNode fetch(String url) throws Exception {
        return tool.execute(JsonNodeFactory.instance.objectNode().put("url", url));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String host = exchange.getRequestHeaders().getFirst("Host");
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            if (path.startsWith("/robots.txt")) {
                asked.add(host);
                robotstxt.answer(exchange);
                return;
            }
            pages.add(host + " " + path);
            if (path.equals("/to-b")) {
                redirect(exchange, "http://b.example/moved-here");
            } else {
                reply(exchange, PAGE);
            }
        }
    }

    private static Robotstxt text(String text) {
        return exchange -> reply(exchange, text);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void endless(HttpExchange exchange, int megabytes) {
        try (OutputStream body = exchange.getResponseBody()) {
            body.write("User-agent: *\nDisallow: /a\n".getBytes(StandardCharsets.US_ASCII));
            byte[] filling = new byte[1024 * 1024];
            for (int i = 0; i < megabytes; i++) {
                body.write(filling);
            }
        } catch (IOException e) {
            // The reader has gone, as it should.
        }
    }

    private static void packed(HttpExchange exchange, byte[] behind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("User-agent: *\nDisallow: /a\n".getBytes(StandardCharsets.US_ASCII));
            zip.write(behind);
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, bytes.size());
        try {
            bytes.writeTo(exchange.getResponseBody());
        } catch (IOException e) {
            // The reader has gone, as it should.
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
