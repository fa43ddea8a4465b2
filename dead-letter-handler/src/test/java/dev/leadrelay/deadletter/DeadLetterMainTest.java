package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterMainTest {
    @ParameterizedTest
    @CsvSource({
        "store-url, data/store",
        "store-connections, 1",
        "retry-pause, PT0S",
        "decision-timeout, PT2H",
        "run-search-time, -PT1S",
        "run-searches, 0",
        "access.session-idle, PT0S",
        "access.session-length, PT1M",
        "access.host-names, https://desk.example.com",
        "access.users-file, /no/such/users.yaml",
        "foreign-topics, 'a, ,b'",
        "foreign-retry-topics, ' ,'",
        "no-such-setting, 1",
        "run-searches, many",
        "seller, seller.yaml",
        "profiles-dir, profiles"
    })
    void refusesABadSettingInOneLine(String name, String value) {
        assertThatThrownBy(() -> start(Map.of("leadrelay.dead-letter-handler." + name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesToListenElsewhereWithoutALogin() {
        assertThatThrownBy(() -> start(Map.of("leadrelay.http.host", "0.0.0.0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.http.host is 0.0.0.0")
                .hasMessageContaining("users-file")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> start(Map.of(
                        "leadrelay.http.host",
                        "0.0.0.0",
                        "leadrelay.dead-letter-handler.access.trust-network",
                        "true")))
                .hasMessageContaining("no Kafka broker answers");
    }

    @Test
    void namesTheFileOfTheGatesThatIsMissing(@TempDir Path folder) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "leadrelay.dead-letter-handler.profiles-dir",
                folder.resolve("none").toString());
        settings.put(
                "leadrelay.dead-letter-handler.seller",
                folder.resolve("seller.yaml").toString());
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("profiles-dir")
                .hasMessageContaining("is no directory");
        settings.put("leadrelay.dead-letter-handler.profiles-dir", folder.toString());
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.dead-letter-handler.seller")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void findsProfilesThatAreAddedAndKeepsThoseOfItsStartAsTheOrchestratorDoes(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("first.yaml"), GateSamples.PROFILE_YAML);
        Files.writeString(folder.resolve("broken.yaml"), "name: [");
        ProfileFolder profiles = new ProfileFolder(folder);
        Files.writeString(folder.resolve("first.yaml"), GateSamples.PROFILE_YAML.replace("move goods", "carry goods"));
        assertThat(profiles.find("first").hash()).isEqualTo(GateSamples.PROFILE.hash());
        assertThat(profiles.find("broken")).isNull();
        assertThat(profiles.find("logistics")).isNull();
        assertThat(profiles.find("../first")).isNull();

        Files.writeString(folder.resolve("logistics.yaml"), GateSamples.PROFILE_YAML);

        assertThat(profiles.find("logistics").hash()).isEqualTo(GateSamples.PROFILE.hash());
    }

    @Test
    void releasesTheStoreWhenTheBrokerIsNotThere() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

        assertThatThrownBy(() -> start(Map.of("leadrelay.dead-letter-handler.store-url", url)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no Kafka broker answers");

        try (TestStore store = new TestStore(url)) {
            assertThat(store.content())
                    .allSatisfy((table, rows) -> assertThat(rows).isEmpty());
            store.database.jdbi().useHandle(handle -> handle.execute("drop all objects"));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("dead-letter-projection"));
    }

    private static void start(Map<String, String> given) throws InterruptedException, IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "leadrelay.kafka.bootstrap-servers",
                "127.0.0.1:1",
                "leadrelay.kafka.start-timeout",
                "PT0.1S",
                "leadrelay.dead-letter-handler.store-url",
                "jdbc:h2:mem:" + UUID.randomUUID(),
                "leadrelay.http.port",
                Integer.toString(freePort())));
        settings.putAll(given);
        RunningService.start("dead-letter-handler", settings, DeadLetterMain::create)
                .close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
