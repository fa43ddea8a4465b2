package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.service.SettingsException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void theModelIsNamedByTheEnvironment() {
        ModelSettings settings = read(
                        ModelConfig.class,
                        Map.of(
                                "LEADRELAY_MODEL_URL", "https://models.example",
                                "LEADRELAY_MODEL_KEY", "k",
                                "LEADRELAY_MODEL_NAME", "large",
                                "LEADRELAY_MODEL_PROMPT_MICROS_PER_MILLION_TOKENS", "2500000"))
                .toGatewaySettings();

        assertThat(settings.url()).hasToString("https://models.example/v1");
        assertThat(settings.apiKey()).isEqualTo("k");
        assertThat(settings.model()).isEqualTo("large");
        assertThat(settings.provider()).isEqualTo("models.example");
        assertThat(settings.promptMicrosPerMillionTokens()).isEqualTo(2_500_000);
    }

    @Test
    void everythingHasADefault() {
        AgentSettings agent = read(AgentSettings.class, Map.of());

        assertThat(read(ModelConfig.class, Map.of()).toGatewaySettings().url())
                .hasToString("http://127.0.0.1:18099/v1");
        assertThat(agent.inFlight()).isEqualTo(1_000);
        assertThat(agent.commitInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(agent.prompts()).isEmpty();
        assertThat(agent.promptDir()).isEmpty();
    }

    @Test
    void versionsOfPromptsAreNamedOneByOne() {
        assertThat(read(AgentSettings.class, Map.of("leadrelay.agent.prompts.research", "2"))
                        .prompts())
                .containsEntry("research", "2");
    }

    @Test
    void aValueOutOfBoundsIsOneLine() {
        ModelConfig config = read(ModelConfig.class, Map.of("LEADRELAY_MODEL_MAX_TRIES", "9"));

        assertThatThrownBy(config::toGatewaySettings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.model")
                .hasMessageContaining("1 to 3");
    }

    private static <T> T read(Class<T> mapping, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
