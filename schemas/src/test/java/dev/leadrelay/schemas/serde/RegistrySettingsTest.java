package dev.leadrelay.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
    @Test
    void readsSeveralUrlsWithoutTrailingSlashesAndCredentials() {
        RegistrySettings settings =
                RegistrySettings.from(Map.of("schema.registry.url", " http://u:p@a:1/x/ , https://b ,"));

        assertThat(settings.urls()).isEqualTo(List.of(URI.create("http://a:1/x"), URI.create("https://b")));
        assertThat(settings.toString()).doesNotContain("u:p").contains("with credentials");
    }

    @Test
    void acceptsTheUrlsAsAList() {
        assertThat(RegistrySettings.from(Map.of("schema.registry.url", List.of("http://a", "http://b")))
                        .urls())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "localhost:8081", "ftp://host", "http://", "http://a b", "http://pass@word@"})
    void refusesWhatIsNoUrl(String url) {
        assertThatThrownBy(() -> RegistrySettings.from(Map.of("schema.registry.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void refusesUnknownSourcesAndMissingCredentials() {
        for (Map<String, String> extra : List.of(
                Map.of("basic.auth.credentials.source", "SASL_INHERIT"),
                Map.of("basic.auth.credentials.source", "USER_INFO"),
                Map.of("bearer.auth.credentials.source", "OAUTHBEARER"),
                Map.of("bearer.auth.credentials.source", "STATIC_TOKEN"))) {
            Map<String, String> settings = new java.util.HashMap<>(extra);
            settings.put("schema.registry.url", "http://a");
            assertThatThrownBy(() -> RegistrySettings.from(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("auth");
        }
    }

    @Test
    void knowsThatAMockUrlCannotBeProbed() {
        assertThat(RegistrySettings.ifReachable(Map.of("schema.registry.url", "mock://x")))
                .isEmpty();
        assertThat(RegistrySettings.ifReachable(Map.of())).isEmpty();
    }
}
