package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {
    private static final String KEY = "sk-very-secret";

    @Test
    void theKeyIsNeverShown() {
        assertThat(ModelSettings.builder("http://h:1", KEY, "m").build().toString())
                .doesNotContain(KEY);
    }

    @Test
    void anAddressWithoutPathGetsTheUsualOne() {
        assertThat(ModelSettings.builder("http://h:1/", KEY, "m").build().url()).hasToString("http://h:1/v1");
        assertThat(ModelSettings.builder("http://h:1/api/", KEY, "m").build().url())
                .hasToString("http://h:1/api");
        assertThat(ModelSettings.builder("https://h/", KEY, "m")
                        .kind(ModelKind.GEMINI)
                        .build()
                        .url())
                .hasToString("https://h/v1beta");
        assertThat(ModelSettings.builder("http://h:2/", KEY, "m")
                        .kind(ModelKind.OLLAMA)
                        .build()
                        .url())
                .hasToString("http://h:2");
    }

    @Test
    void theUsualAddressOfAKindIsOne() {
        for (ModelKind kind : ModelKind.values()) {
            assertThat(ModelSettings.builder(kind.url(), KEY, "m")
                            .kind(kind)
                            .build()
                            .url())
                    .hasToString(kind.url());
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        for (String url : List.of("nonsense", "ftp://h", "http://", "http://u:p@h", "http://h/ x", "")) {
            assertThatThrownBy(() -> ModelSettings.builder(url, KEY, "m"))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("url");
        }
        assertThatThrownBy(() -> ModelSettings.builder("http://h", " ", "m").build())
                .hasMessageContaining("apiKey");
        assertThatThrownBy(
                        () -> ModelSettings.builder("http://h", KEY + "\n", "m").build())
                .hasMessageContaining("apiKey");
        assertThatThrownBy(() -> ModelSettings.builder("http://h", KEY, "m")
                        .timeout(Duration.ZERO)
                        .build())
                .hasMessageContaining("timeout");
        assertThatThrownBy(
                        () -> new ModelSettings.Retry(4, 0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
                .hasMessageContaining("retry.maxTries");
    }
}
