package dev.leadrelay.agent.service;

import dev.leadrelay.gateway.CacheSettings;
import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.gateway.ModelSettingsBuilder;
import dev.leadrelay.service.SettingsException;
import java.util.ArrayList;
import java.util.List;

/** What the settings say of models, for the gateway. */
final class Providers {
    private Providers() {}

    /**
     * The providers in the order in which they are asked; at least one.
     *
     * @throws SettingsException when a value is out of its bounds
     */
    static List<ModelSettings> of(ModelConfig config) {
        try {
            List<ModelSettings> providers = new ArrayList<>();
            ModelSettingsBuilder first = builder(config, config.url(), config.key(), config.name());
            config.provider().ifPresent(first::provider);
            providers.add(first.build());
            config.fallbackUrl().ifPresent(url -> providers.add(fallback(config, url)));
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

    private static ModelSettings fallback(ModelConfig config, String url) {
        return builder(config, url, config.fallbackKey(), config.fallbackName().orElseGet(config::name))
                .provider("fallback")
                .prices(
                        config.fallbackPromptMicrosPerMillionTokens().orElse(config.promptMicrosPerMillionTokens()),
                        config.fallbackCompletionMicrosPerMillionTokens()
                                .orElse(config.completionMicrosPerMillionTokens()))
                .build();
    }

    private static ModelSettingsBuilder builder(ModelConfig config, String url, String key, String name) {
        ModelSettings.Retry usual = ModelSettings.Retry.DEFAULT;
        return ModelSettings.builder(url, key, name)
                .simulated(config.simulated())
                .timeout(config.timeout())
                .connectTimeout(config.connectTimeout())
                .maxConcurrent(config.maxConcurrent())
                .retry(new ModelSettings.Retry(
                        config.maxTries(),
                        usual.maxRateLimited(),
                        usual.firstDelay(),
                        usual.maxDelay(),
                        usual.maxRetryAfter()))
                .prices(config.promptMicrosPerMillionTokens(), config.completionMicrosPerMillionTokens());
    }
}
