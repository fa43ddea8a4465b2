package dev.leadrelay.gateway;

import java.net.URI;
import java.time.Duration;

/** Collects {@link ModelSettings}; every setting has its default until it is given. Not thread-safe. */
public final class ModelSettingsBuilder {
    private final URI url;
    private final String apiKey;
    private final String model;
    private ModelKind kind = ModelKind.OPENAI;
    private String provider;
    private boolean simulated;
    private Duration timeout = Duration.ofSeconds(60);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private int maxConcurrent = 256;
    private Duration maxWait = Duration.ofMinutes(10);
    private int maxReplyBytes = 4 * 1024 * 1024;
    private long promptPrice;
    private long completionPrice;
    private RateLimits rateLimits = RateLimits.NONE;
    private ModelSettings.Retry retry = ModelSettings.Retry.DEFAULT;
    private ModelSettings.Breaker breaker = ModelSettings.Breaker.DEFAULT;

    ModelSettingsBuilder(URI url, String apiKey, String model) {
        this.url = url;
        this.apiKey = apiKey;
        this.model = model;
        this.provider = url.getHost();
    }

    public ModelSettingsBuilder kind(ModelKind kind) {
        this.kind = kind;
        return this;
    }

    public ModelSettingsBuilder provider(String provider) {
        this.provider = provider;
        return this;
    }

    public ModelSettingsBuilder simulated(boolean simulated) {
        this.simulated = simulated;
        return this;
    }

    public ModelSettingsBuilder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    public ModelSettingsBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    public ModelSettingsBuilder maxConcurrent(int maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
        return this;
    }

    public ModelSettingsBuilder maxWait(Duration maxWait) {
        this.maxWait = maxWait;
        return this;
    }

    public ModelSettingsBuilder maxReplyBytes(int maxReplyBytes) {
        this.maxReplyBytes = maxReplyBytes;
        return this;
    }

    /** Both in millionths of the currency unit per million tokens. */
    public ModelSettingsBuilder prices(long promptMicrosPerMillionTokens, long completionMicrosPerMillionTokens) {
        this.promptPrice = promptMicrosPerMillionTokens;
        this.completionPrice = completionMicrosPerMillionTokens;
        return this;
    }

    public ModelSettingsBuilder rateLimits(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
        return this;
    }

    public ModelSettingsBuilder retry(ModelSettings.Retry retry) {
        this.retry = retry;
        return this;
    }

    public ModelSettingsBuilder breaker(ModelSettings.Breaker breaker) {
        this.breaker = breaker;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException with one line that names the setting that is wrong
     */
    public ModelSettings build() {
        return new ModelSettings(
                kind,
                url,
                apiKey,
                model,
                provider,
                simulated,
                timeout,
                connectTimeout,
                maxConcurrent,
                maxWait,
                maxReplyBytes,
                promptPrice,
                completionPrice,
                rateLimits,
                retry,
                breaker);
    }
}
