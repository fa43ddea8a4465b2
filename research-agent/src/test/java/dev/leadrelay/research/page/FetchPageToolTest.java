package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.Ticker;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.research.source.TextArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchPageToolTest {
    private static final String PAGE = "<title>Acme</title><p>Acme builds robots for warehouses in Ulm.</p>";
    private static final int MAX_BYTES = 64 * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger resolved = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetchesAMappedHostUnderItsOwnName() throws Exception {
        JsonNode result = fetch("https://www.acme.example/page?x=1#top");
        assertThat(result.path("error").isNull()).isTrue();
        JsonNode evidence = result.path("evidence").path(0);
        assertThat(evidence.path("quote").asText()).isEqualTo("Acme builds robots for warehouses in Ulm.");
        assertThat(evidence.path("url").asText()).isEqualTo("http://www.acme.example/page?x=1");
        assertThat(evidence.path("title").asText()).isEqualTo("Acme");
        assertThat(seen).containsExactly("www.acme.example /page?x=1");
        assertThat(resolved).hasValue(0);
    }

    @Test
    void theTextOfAPageIsKeptUnderTheHashThatItsEvidenceNames(@TempDir Path folder) throws Exception {
        JsonNode result = fetch("http://acme.example/page", TextArchive.in(folder));

        Path kept = TextArchive.fileOf(folder, result.path("contentHash").asText());
        assertThat(kept).hasContent("Acme builds robots for warehouses in Ulm.");
    }

    @Test
    void followsRedirectsToTheirEnd() throws Exception {
        assertThat(fetch("http://acme.example/moved")
                        .path("evidence")
                        .path(0)
                        .path("url")
                        .asText())
                .isEqualTo("http://acme.example/page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to-loopback", "to-metadata", "to-ipv6", "to-name", "to-mixed"})
    void refusesARedirectIntoAPrivateNetwork(String path) throws Exception {
        assertThat(error("http://acme.example/" + path)).contains("is not on the public internet");
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
                "http://169.254.169.254/latest/meta-data", "http://10.1.2.3/", "https://private.test/",
                        "http://mixed.test/"
            })
    void refusesPrivateAddresses(String url) throws Exception {
        assertThat(error(url)).contains("is not on the public internet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://0x7f.1/",
                "http://2130706433/",
                "http://127.0.0.1./",
                "http://127.0.0.0x1/",
                "http://0/"
            })
    void oddFormsOfLoopbackAreNotFetched(String url) throws Exception {
        assertThat(error(url)).isEqualTo("the host is not a name");
        assertThat(resolved).hasValue(0);
    }

    @Test
    void refusesARedirectToAnOddForm() throws Exception {
        assertThat(error("http://acme.example/to-decimal")).isEqualTo("the host is not a name");
        assertThat(seen).hasSize(1);
    }

    @Test
    void aNameIsResolvedOnceForEachConnection() throws Exception {
        // Answers with a public address first and a private one afterwards, as a rebinding name server does.
        PageHosts hosts =
                PageHosts.of(Map.of(), host -> new InetAddress[] {
                    InetAddress.getByName(resolved.getAndIncrement() == 0 ? "198.41.0.4" : "127.0.0.1")
                });
        PageHosts.Target target = hosts.find("rebinding.test", false, -1);
        assertThat(target.address().getAddress().getHostAddress()).isEqualTo("198.41.0.4");
        assertThat(target.address().isUnresolved()).isFalse();
        assertThat(resolved).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd", "ftp://acme.example/", "gopher://acme.example/", "http:///x",
                        "http://a@acme.example/",
                "acme", "http://", "http://acme.example:abc/", "jar:http://acme.example!/", "http://%31%32%37.0.0.1/"
            })
    void refusesWhatIsNoWebAddress(String url) throws Exception {
        assertThat(error(url)).isNotEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void refusesOtherPorts() throws Exception {
        assertThat(error("http://public.test:8080/")).contains("port 8080");
    }

    @Test
    void endsRedirectsInACircleAndLongOnes() throws Exception {
        assertThat(error("http://acme.example/circle")).contains("in a circle");
        assertThat(error("http://acme.example/count/0")).contains("more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"big-length", "big-chunks", "big-gzip"})
    void refusesLargePages(String path) throws Exception {
        assertThat(error("http://acme.example/" + path)).contains("larger than 64 kB");
    }

    @Test
    void readsPackedPages() throws Exception {
        assertThat(fetch("http://acme.example/gzip").path("evidence")).hasSize(1);
    }

    @Test
    void refusesOtherTypes() throws Exception {
        assertThat(error("http://acme.example/pdf")).isEqualTo("not a page of text but application/pdf");
    }

    @Test
    void endsASlowDripAtItsTime() throws Exception {
        long start = System.nanoTime();
        assertThat(error("http://acme.example/drip")).contains("did not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void triesAPassingFailureOnceMore() throws Exception {
        assertThat(fetch("http://acme.example/flaky").path("evidence")).hasSize(1);
        assertThat(seen).hasSize(2);
        assertThat(error("http://acme.example/gone")).contains("status 404");
        assertThat(seen).hasSize(3);
    }

    @Test
    void saysWhenAPageHasNoText() throws Exception {
        assertThat(error("http://acme.example/empty")).contains("no text");
    }

    @Test
    void saysWhichMappingIsWrong() {
        assertThatThrownBy(() -> PageHosts.of(Map.of("*.example", "nowhere"), InetAddress::getAllByName))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("*.example")
                .hasMessageContaining("give host:port");
    }

    private String error(String url) throws Exception {
        JsonNode result = fetch(url);
        assertThat(result.path("evidence")).isEmpty();
        return result.path("error").asText();
    }

    private JsonNode fetch(String url) throws Exception {
        return fetch(url, TextArchive.NONE);
    }

    private JsonNode fetch(String url, TextArchive archive) throws Exception {
        PageLimits limits = new PageLimits(Duration.ofSeconds(2), MAX_BYTES, 5, 20, 30);
        PageHosts hosts = PageHosts.of(
                Map.of("*.example", "127.0.0.1:" + server.getAddress().getPort()), this::resolve);
        PageConnection connection =
                new PageConnection((SSLSocketFactory) SSLSocketFactory.getDefault(), UserAgent.of(null));
        WebWay way = new WebWay(hosts, connection, limits.maxRedirects());
        Robots robots = new Robots(way, limits.time(), Ticker.systemTicker());
        return new FetchPageTool(new PageFetcher(way, robots, limits), limits, null, archive)
                .execute(JsonNodeFactory.instance.objectNode().put("url", url));
    }

    /** Literals as they are, a few names by hand; nothing of this asks a name server. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        resolved.incrementAndGet();
        return switch (host) {
            case "private.test" -> new InetAddress[] {InetAddress.getByName("192.168.1.1")};
            case "mixed.test" ->
                new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("127.0.0.1")};
            case "public.test" -> new InetAddress[] {InetAddress.getByName("8.8.8.8")};
            default -> {
                if (!host.matches("[\\[\\]0-9a-fx:.]+")) {
                    throw new UnknownHostException(host);
                }
                yield InetAddress.getAllByName(host);
            }
        };
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            if (path.equals("/robots.txt")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            seen.add(exchange.getRequestHeaders().getFirst("Host") + " " + path);
            switch (path) {
                case "/moved" -> redirect(exchange, "/page");
                case "/to-loopback" -> redirect(exchange, "http://127.0.0.1/");
                case "/to-metadata" -> redirect(exchange, "http://169.254.169.254/latest");
                case "/to-ipv6" -> redirect(exchange, "http://[fd00::1]/");
                case "/to-decimal" -> redirect(exchange, "http://2130706433/");
                case "/to-name" -> redirect(exchange, "https://private.test/");
                case "/to-mixed" -> redirect(exchange, "//mixed.test/");
                case "/circle" -> redirect(exchange, "/circle");
                case "/pdf" -> reply(exchange, "application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII));
                case "/empty" -> reply(exchange, "text/html", "<p>OK</p>".getBytes(StandardCharsets.US_ASCII));
                case "/gone" -> exchange.sendResponseHeaders(404, -1);
                case "/flaky" -> flaky(exchange);
                case "/gzip" -> packed(exchange, PAGE);
                case "/big-gzip" -> packed(exchange, "x".repeat(MAX_BYTES + 1));
                case "/big-length" -> reply(exchange, "text/html", new byte[MAX_BYTES + 1]);
                case "/big-chunks" -> chunks(exchange);
                case "/drip" -> drip(exchange);
                default -> {
                    if (path.startsWith("/count/")) {
                        redirect(exchange, "/count/" + (Integer.parseInt(path.substring(7)) + 1));
                    } else {
                        reply(exchange, "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private void flaky(HttpExchange exchange) throws IOException {
        if (seen.size() == 1) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            reply(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void chunks(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i <= MAX_BYTES / 1024; i++) {
                body.write(new byte[1024]);
            }
        } catch (IOException e) {
            // The reader has gone, as it should.
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                body.write('x');
                body.flush();
            }
        } catch (IOException e) {
            // The reader has gone, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void packed(HttpExchange exchange, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        reply(exchange, "text/html", bytes.toByteArray());
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
