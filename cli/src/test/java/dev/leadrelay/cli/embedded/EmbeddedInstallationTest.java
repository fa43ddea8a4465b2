package dev.leadrelay.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInstallationTest {
    @TempDir
    Path folder;

    @Test
    void aBrokerKeepsItsTopicsOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                    .all()
                    .get();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("LEADRELAY_LAPTOP_BROKER_PORT");
            assertThatThrownBy(() -> EmbeddedRegistry.start(folder, taken.getLocalPort()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("LEADRELAY_LAPTOP_REGISTRY_PORT");
        }
    }

    @Test
    void aRegistryKeepsSchemaIdsAndRefusesIncompatibleChanges() throws Exception {
        String added;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, 0)) {
            added = register(registry, "{\"name\":\"id\",\"type\":\"string\"}").body();
        }
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder, 0)) {
            HttpResponse<String> again = register(registry, "{\"name\":\"id\",\"type\":\"string\"}");
            HttpResponse<String> incompatible = register(registry, "{\"name\":\"id\",\"type\":\"long\"}");

            assertThat(again.body()).isEqualTo(added).contains("\"id\":");
            assertThat(incompatible.statusCode()).isEqualTo(409);
            assertThat(ProcessHandle.of(registry.pid())).isPresent();
            registry.close();
            assertThat(ProcessHandle.of(registry.pid())
                            .map(ProcessHandle::isAlive)
                            .orElse(false))
                    .isFalse();
        }
    }

    private static HttpResponse<String> register(EmbeddedRegistry registry, String field) throws Exception {
        String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + field + "]}";
        String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/kept-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
