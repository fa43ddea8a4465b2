package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.gateway.CacheSettings;
import dev.leadrelay.gateway.ModelKind;
import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.gateway.RateLimits;
import dev.leadrelay.service.SettingsException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void theModelIsNamedByTheEnvironment() {
        ModelSettings settings = Providers.of(read(
                        ModelConfig.class,
                        Map.of(
                                "LEADRELAY_MODEL_URL", "https://models.example",
                                "LEADRELAY_MODEL_KEY", "k",
                                "LEADRELAY_MODEL_NAME", "large",
                                "LEADRELAY_MODEL_PROMPT_MICROS_PER_MILLION_TOKENS", "2500000")))
                .getFirst();

        assertThat(settings.url()).hasToString("https://models.example/v1");
        assertThat(settings.apiKey()).isEqualTo("k");
        assertThat(settings.model()).isEqualTo("large");
        assertThat(settings.provider()).isEqualTo("models.example");
        assertThat(settings.promptMicrosPerMillionTokens()).isEqualTo(2_500_000);
    }

    @Test
    void everythingHasADefault() {
        AgentSettings agent = read(AgentSettings.class, Map.of());

        assertThat(Providers.of(read(ModelConfig.class, Map.of())).getFirst().url())
                .hasToString("http://127.0.0.1:18099/v1");
        assertThat(agent.inFlight()).isEqualTo(1_000);
        assertThat(agent.commitInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(agent.prompts()).isEmpty();
        assertThat(agent.promptDir()).isEmpty();
    }

    @Test
    void aSecondProviderSharesTheLimitsOfTheFirst() {
        List<ModelSettings> providers = Providers.of(read(
                ModelConfig.class,
                Map.of(
                        "LEADRELAY_MODEL_TIMEOUT", "PT7S",
                        "LEADRELAY_MODEL_FALLBACK_URL", "https://other.example/v1",
                        "LEADRELAY_MODEL_FALLBACK_KEY", "k2",
                        "LEADRELAY_MODEL_FALLBACK_NAME", "small")));

        assertThat(providers).hasSize(2);
        assertThat(providers.getLast().url()).hasToString("https://other.example/v1");
        assertThat(providers.getLast().apiKey()).isEqualTo("k2");
        assertThat(providers.getLast().provider()).isEqualTo("fallback");
        assertThat(providers.getLast().timeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aKindHasItsOwnAddressUnlessOneIsGiven() {
        List<ModelSettings> providers = Providers.of(read(
                ModelConfig.class,
                Map.of(
                        "LEADRELAY_MODEL_KIND", "anthropic",
                        "LEADRELAY_MODEL_KEY", "k",
                        "LEADRELAY_MODEL_NAME", "large",
                        "LEADRELAY_MODEL_FALLBACK_KIND", "GEMINI",
                        "LEADRELAY_MODEL_FALLBACK_KEY", "k2")));

        assertThat(providers).extracting(ModelSettings::kind).containsExactly(ModelKind.ANTHROPIC, ModelKind.GEMINI);
        assertThat(providers.getFirst().url()).hasToString("https://api.anthropic.com/v1");
        assertThat(providers.getFirst().provider()).isEqualTo("api.anthropic.com");
        assertThat(providers.getLast().url()).hasToString("https://generativelanguage.googleapis.com/v1beta");
        assertThat(providers.getLast().apiKey()).isEqualTo("k2");

        assertThat(Providers.of(read(
                                ModelConfig.class,
                                Map.of(
                                        "LEADRELAY_MODEL_KIND", "OLLAMA",
                                        "LEADRELAY_MODEL_URL", "http://gpu.example:11434")))
                        .getFirst()
                        .url())
                .hasToString("http://gpu.example:11434");
    }

    @Test
    void aSecondProviderIsCompatibleWithOpenAiUnlessItsKindIsGiven() {
        assertThat(Providers.of(read(
                                ModelConfig.class,
                                Map.of(
                                        "LEADRELAY_MODEL_KIND", "ANTHROPIC",
                                        "LEADRELAY_MODEL_FALLBACK_URL", "https://other.example")))
                        .getLast())
                .satisfies(fallback -> {
                    assertThat(fallback.kind()).isEqualTo(ModelKind.OPENAI);
                    assertThat(fallback.url()).hasToString("https://other.example/v1");
                });
    }

    @Test
    void ratesHoldForEachProvider() {
        assertThat(Providers.of(read(
                        ModelConfig.class,
                        Map.of(
                                "LEADRELAY_MODEL_REQUESTS_PER_MINUTE", "500",
                                "LEADRELAY_MODEL_TOKENS_PER_MINUTE", "200000",
                                "LEADRELAY_MODEL_FALLBACK_KIND", "GEMINI"))))
                .extracting(ModelSettings::rateLimits)
                .containsExactly(new RateLimits(500, 200_000), new RateLimits(500, 200_000));
        ModelConfig negative = read(ModelConfig.class, Map.of("LEADRELAY_MODEL_REQUESTS_PER_MINUTE", "-1"));
        assertThatThrownBy(() -> Providers.of(negative))
                .hasMessage("settings leadrelay.model: requestsPerMinute must not be negative, is -1");
    }

    @Test
    void aKeyMayStandInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "k-of-a-file\n");
        Path second = Files.writeString(directory.resolve("second"), "k-of-another");
        Map<String, String> environment = Map.of(
                "LEADRELAY_MODEL_KEY_FILE", file.toString(),
                "LEADRELAY_MODEL_FALLBACK_URL", "https://other.example/v1",
                "LEADRELAY_MODEL_FALLBACK_KEY_FILE", second.toString());

        assertThat(Providers.of(read(ModelConfig.class, environment)))
                .extracting(ModelSettings::apiKey)
                .containsExactly("k-of-a-file", "k-of-another");
    }

    @Test
    void aKeyFileThatCannotBeUsedIsOneLineWithoutTheKey(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        Path empty = Files.writeString(directory.resolve("empty"), " \n");
        Path twoLines = Files.writeString(directory.resolve("two"), "k-secret\nk-secret");
        Path bytes = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 'k'});

        for (Path file : List.of(missing, empty, twoLines, bytes)) {
            ModelConfig config = read(ModelConfig.class, Map.of("LEADRELAY_MODEL_KEY_FILE", file.toString()));
            assertThatThrownBy(() -> Providers.of(config))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("settings leadrelay.model: ")
                    .hasMessageNotContainingAny("k-secret", "\n");
        }
        ModelConfig both = read(
                ModelConfig.class,
                Map.of("LEADRELAY_MODEL_KEY", "k-secret", "LEADRELAY_MODEL_KEY_FILE", empty.toString()));
        assertThatThrownBy(() -> Providers.of(both))
                .hasMessage("settings leadrelay.model: give key or key-file, not both");
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

        assertThatThrownBy(() -> Providers.of(config))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.model")
                .hasMessageContaining("1 to 3");
    }

    @Test
    void theCacheIsOffUntilItsSizeIsNamed() {
        assertThat(Providers.cache(read(ModelConfig.class, Map.of()).cache())).isEqualTo(CacheSettings.OFF);

        assertThat(Providers.cache(read(
                                ModelConfig.class,
                                Map.of(
                                        "LEADRELAY_MODEL_CACHE_MAX_ENTRIES", "500",
                                        "LEADRELAY_MODEL_CACHE_MAX_BYTES", "1000000",
                                        "LEADRELAY_MODEL_CACHE_TIME_TO_LIVE", "PT5M"))
                        .cache()))
                .isEqualTo(new CacheSettings(500, 1_000_000, Duration.ofMinutes(5)));
    }

    @Test
    void aCacheOutOfBoundsIsOneLine() {
        ModelConfig config = read(ModelConfig.class, Map.of("leadrelay.model.cache.max-bytes", "3000000000"));

        assertThatThrownBy(() -> Providers.cache(config.cache()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("settings leadrelay.model: cache.max-bytes must be 1024 to 2147483647, is 3000000000");
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
