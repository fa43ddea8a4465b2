package dev.leadrelay.agent.service;

import dev.leadrelay.gateway.CacheSettings;
import dev.leadrelay.gateway.ModelKind;
import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.gateway.ModelSettingsBuilder;
import dev.leadrelay.gateway.RateLimits;
import dev.leadrelay.gateway.SemanticSettings;
import dev.leadrelay.service.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the settings say of models, for the gateway. */
final class Providers {
    private static final String SIMULATOR = "http://127.0.0.1:18099/v1";

    private Providers() {}

    /**
     * The providers in the order in which they are asked; at least one.
     *
     * @throws SettingsException when a value is out of its bounds
     */
    static List<ModelSettings> of(ModelConfig config) {
        try {
            List<ModelSettings> providers = new ArrayList<>();
            ModelSettingsBuilder first = builder(
                    config,
                    config.kind(),
                    config.url().orElseGet(() -> usualUrl(config.kind())),
                    ModelKey.of("key", config.key(), config.keyFile()),
                    config.name());
            config.provider().ifPresent(first::provider);
            providers.add(first.build());
            if (config.fallbackUrl().isPresent() || config.fallbackKind().isPresent()) {
                providers.add(fallback(config));
            }
            return providers;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.model: " + e.getMessage());
        }
    }

    /**
     * The bounds of the cache.
     *
     * @throws SettingsException when a value is out of its bounds
     */
    static CacheSettings cache(ModelConfig.Cache config) {
        try {
            return new CacheSettings(config.maxEntries(), config.maxBytes(), config.timeToLive());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.model: " + e.getMessage());
        }
    }

    /**
     * How questions that mean the same are found; null where the settings do not ask for it.
     *
     * @throws SettingsException when a value is out of its bounds
     */
    static @Nullable SemanticSettings semantic(ModelConfig config) {
        ModelConfig.Semantic semantic = config.cache().semantic();
        if (semantic.model().isEmpty()) {
            return null;
        }
        try {
            String key = semantic.key().orElseGet(() -> ModelKey.of("key", config.key(), config.keyFile()));
            // The same rules for addresses and keys as those of a model.
            ModelSettings address = ModelSettings.builder(
                            semantic.url().or(config::url).orElse(SIMULATOR),
                            key,
                            semantic.model().get())
                    .build();
            return new SemanticSettings(
                    address.url(),
                    address.apiKey(),
                    address.model(),
                    semantic.threshold(),
                    semantic.microsPerMillionTokens(),
                    semantic.timeout(),
                    semantic.maxScopes(),
                    config.cache().timeToLive());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.model: " + e.getMessage());
        }
    }

    private static String usualUrl(ModelKind kind) {
        return kind == ModelKind.OPENAI ? SIMULATOR : kind.url();
    }

    private static ModelSettings fallback(ModelConfig config) {
        ModelKind kind = config.fallbackKind().orElse(ModelKind.OPENAI);
        return builder(
                        config,
                        kind,
                        config.fallbackUrl().orElseGet(kind::url),
                        ModelKey.of("fallback-key", config.fallbackKey(), config.fallbackKeyFile()),
                        config.fallbackName().orElseGet(config::name))
                .provider("fallback")
                .prices(
                        config.fallbackPromptMicrosPerMillionTokens().orElse(config.promptMicrosPerMillionTokens()),
                        config.fallbackCompletionMicrosPerMillionTokens()
                                .orElse(config.completionMicrosPerMillionTokens()))
                .build();
    }

    private static ModelSettingsBuilder builder(
            ModelConfig config, ModelKind kind, String url, String key, String name) {
        ModelSettings.Retry usual = ModelSettings.Retry.DEFAULT;
        return ModelSettings.builder(url, key, name)
                .kind(kind)
                .simulated(config.simulated())
                .timeout(config.timeout())
                .connectTimeout(config.connectTimeout())
                .maxConcurrent(config.maxConcurrent())
                .rateLimits(new RateLimits(config.requestsPerMinute(), config.tokensPerMinute()))
                .retry(new ModelSettings.Retry(
                        config.maxTries(),
                        usual.maxRateLimited(),
                        usual.firstDelay(),
                        usual.maxDelay(),
                        usual.maxRetryAfter()))
                .prices(config.promptMicrosPerMillionTokens(), config.completionMicrosPerMillionTokens());
    }
}
