package dev.leadrelay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunningServiceTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    @Test
    void answersHealthAndMetricsWhileItWaitsForABroker() throws Exception {
        AtomicReference<ServiceContext> context = new AtomicReference<>();
        AtomicReference<String> ready = new AtomicReference<>();
        AtomicReference<String> metrics = new AtomicReference<>();
        int port = freePort();
        Map<String, String> settings = Map.of(
                "leadrelay.kafka.bootstrap-servers",
                NOBODY_LISTENS,
                "leadrelay.kafka.start-timeout",
                "PT4S",
                "leadrelay.http.port",
                Integer.toString(port));
        Thread observer = Thread.ofVirtual().start(() -> {
            ready.set(awaitBody(port, "/health/ready"));
            metrics.set(awaitBody(port, "/metrics"));
        });

        assertThatThrownBy(() -> RunningService.start("observed", settings, given -> {
                    context.set(given);
                    given.health().register("model", () -> new HealthState.Degraded("paused"));
                    return new IdleService();
                }))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(NOBODY_LISTENS)
                .hasMessageContaining("leadrelay.kafka.bootstrap-servers");
        observer.join();

        assertThat(ready.get()).contains("\"status\":\"DOWN\"", "the service is starting", "DEGRADED", "paused");
        assertThat(metrics.get()).contains("jvm_memory_used_bytes", "service=\"observed\"");
        assertThat(context.get().instance()).startsWith("observed-");
        assertThat(context.get().stableInstance()).isFalse();
    }

    @Test
    void namesTheSettingWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = Map.of("leadrelay.http.port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> RunningService.start("blocked", settings, given -> new IdleService()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("leadrelay.http.port");
        }
    }

    @Test
    void saysWhichSerializerCannotBeLoaded() {
        Map<String, String> settings = Map.of("leadrelay.registry.serializer", "com.example.Missing");

        assertThatThrownBy(() -> RunningService.start("seam", settings, given -> new IdleService()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("com.example.Missing");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String awaitBody(int port, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            long deadline = System.nanoTime() + 4_000_000_000L;
            while (System.nanoTime() < deadline) {
                try {
                    return client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (IOException notYet) {
                    Thread.onSpinWait();
                }
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static final class IdleService implements Service {
        @Override
        public void start() {}

        @Override
        public void routes(JavalinDefaultRoutingApi routes) {
            routes.get("/own", context -> context.result("own"));
        }

        @Override
        public void close() {}
    }
}
